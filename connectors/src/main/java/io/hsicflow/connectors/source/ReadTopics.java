package io.hsicflow.connectors.source;

import io.hsicflow.connectors.kafka.ClientNames;
import java.io.Serializable;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.common.TopicPartition;

/**
 * The topics of a source: those that are named, or those of a pattern.
 *
 * @param names empty for a pattern
 * @param pattern null for names
 * @param pinned the partitions of a run whose partitions are fixed, else empty
 * @param bounded whether the source ends
 */
record ReadTopics(Set<String> names, String pattern, Set<TopicPartition> pinned, boolean bounded)
    implements Predicate<String>, Serializable {
  private static final long serialVersionUID = 1L;

  ReadTopics {
    names = new HashSet<>(names);
    pinned = new HashSet<>(pinned);
  }

  /** Those that the options of the role name. */
  static ReadTopics of(
      Configuration conf, ClientNames role, Set<TopicPartition> pinned, boolean bounded) {
    Optional<Pattern> pattern = ImageSources.pattern(conf, role);
    return new ReadTopics(
        pattern.isPresent() ? Set.of() : new HashSet<>(ImageSources.topics(conf, role)),
        pattern.map(Pattern::pattern).orElse(null),
        pinned,
        bounded);
  }

  @Override
  public boolean test(String topic) {
    return pattern == null ? names.contains(topic) : Pattern.matches(pattern, topic);
  }

  /**
   * Whether the job goes on without a topic that is deleted: nobody named it, nobody asked for all
   * of it, and no turn waits for it.
   */
  boolean mayLeave() {
    return pattern != null && !bounded && pinned.isEmpty();
  }
}
