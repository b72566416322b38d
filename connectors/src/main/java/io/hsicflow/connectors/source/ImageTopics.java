package io.hsicflow.connectors.source;

import io.hsicflow.connectors.kafka.ClientNames;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.flink.configuration.Configuration;

/** The names of the topics that jobs of a configuration read images from, whatever their role. */
public final class ImageTopics {
  /** A role without topics of its own: it has what {@code images.} says. */
  private static final ClientNames ANY_ROLE = new ClientNames("hsicflow", "any");

  private ImageTopics() {}

  /**
   * The topics of {@code images.topics}, or those that {@code images.topic-pattern} takes, and
   * those of {@code embed.topics}.
   *
   * @param present the names that a pattern may choose from
   * @throws IllegalArgumentException for options that do not fit together
   */
  public static Set<String> of(Configuration conf, Set<String> present) {
    Set<String> topics =
        new HashSet<>(conf.getOptional(ImagesOptions.EMBED_TOPICS).orElse(List.of()));
    Optional<Pattern> pattern = ImageSources.pattern(conf, ANY_ROLE);
    if (pattern.isPresent()) {
      present.stream().filter(name -> pattern.get().matcher(name).matches()).forEach(topics::add);
    } else {
      topics.addAll(ImageSources.topics(conf, ANY_ROLE));
    }
    return topics;
  }
}
