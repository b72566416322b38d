package io.hsicflow.connectors.source;

import io.hsicflow.connectors.kafka.ClientNames;
import io.hsicflow.connectors.kafka.KafkaOptions;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.configuration.Configuration;

/**
 * A source that fails the job, for good and with a sentence, where a topic that it reads is
 * deleted. What was deleted while the job did not run it cannot know.
 */
public final class WatchedSource<T, SplitT extends SourceSplit, StateT>
    extends ForwardingSource<T, SplitT, StateT> {
  private static final long serialVersionUID = 1L;

  private final Properties client;
  private final Set<String> topics;
  private final String pattern;
  private final Duration interval;

  private WatchedSource(
      Source<T, SplitT, StateT> source, Configuration conf, ClientNames names, Duration interval) {
    super(source);
    this.client = KafkaOptions.clientProperties(conf);
    client.setProperty("client.id", names.clientIdPrefix() + "-watch");
    Optional<Pattern> named = ImageSources.pattern(conf, names);
    this.pattern = named.map(Pattern::pattern).orElse(null);
    this.topics =
        named.isPresent() ? new HashSet<>() : new HashSet<>(ImageSources.topics(conf, names));
    this.interval = interval;
  }

  /** {@code source}, watched as the options of the role say. */
  public static <T, SplitT extends SourceSplit, StateT> Source<T, SplitT, StateT> of(
      Source<T, SplitT, StateT> source, Configuration conf, ClientNames names) {
    Duration interval = conf.get(ImagesOptions.WATCH_INTERVAL);
    return interval.isZero() ? source : new WatchedSource<>(source, conf, names, interval);
  }

  private SplitEnumerator<SplitT, StateT> watched(
      SplitEnumerator<SplitT, StateT> enumerator, SplitEnumeratorContext<SplitT> context) {
    Predicate<String> isRead =
        pattern == null ? topics::contains : Pattern.compile(pattern).asMatchPredicate();
    return new WatchedEnumerator<>(enumerator, context, client, isRead, interval);
  }

  @Override
  public SplitEnumerator<SplitT, StateT> createEnumerator(SplitEnumeratorContext<SplitT> context)
      throws Exception {
    return watched(source().createEnumerator(context), context);
  }

  @Override
  public SplitEnumerator<SplitT, StateT> restoreEnumerator(
      SplitEnumeratorContext<SplitT> context, StateT checkpoint) throws Exception {
    return watched(source().restoreEnumerator(context, checkpoint), context);
  }
}
