package io.hsicflow.connectors.source;

import java.util.Collection;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A source of topics that may all come later. Kafka's own takes the first ones that it finds, be it
 * a day after the job started, for those that were there at its start, and with {@code images.start
 * = latest} leaves out what they hold.
 */
final class LateTopicsSource<T>
    extends ForwardingSource<T, KafkaPartitionSplit, KafkaSourceEnumState> {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(LateTopicsSource.class);

  private final FirstLook look;

  /**
   * @param source whose start goes by {@code look}
   */
  LateTopicsSource(Source<T, KafkaPartitionSplit, KafkaSourceEnumState> source, FirstLook look) {
    super(source);
    this.look = look;
  }

  @Override
  public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> createEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context) throws Exception {
    look.begin();
    return new Enumerator(source().createEnumerator(new Context(context)));
  }

  @Override
  public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context, KafkaSourceEnumState checkpoint)
      throws Exception {
    look.begin();
    return new Enumerator(source().restoreEnumerator(new Context(context), checkpoint));
  }

  /** Sees what the looks at the topics find. */
  private final class Context extends ForwardingContext<KafkaPartitionSplit> {
    Context(SplitEnumeratorContext<KafkaPartitionSplit> context) {
      super(context);
    }

    @Override
    public <R> void callAsync(
        Callable<R> callable, BiConsumer<R, Throwable> handler, long initialDelay, long period) {
      super.callAsync(
          callable,
          (R found, Throwable failure) -> {
            handler.accept(found, failure);
            if (found instanceof Collection<?> partitions
                && partitions.isEmpty()
                && !look.hasFoundNone()) {
              LOG.warn("No topic matches images.topic-pattern yet; the job waits for one.");
              look.foundNone();
            }
          },
          initialDelay,
          period);
    }
  }

  /** A state that knows that there was a first look, also where it found none. */
  private final class Enumerator
      extends ForwardingEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> {
    Enumerator(SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> enumerator) {
      super(enumerator);
    }

    @Override
    public KafkaSourceEnumState snapshotState(long checkpoint) throws Exception {
      KafkaSourceEnumState state = super.snapshotState(checkpoint);
      return look.hasFoundNone()
          ? new KafkaSourceEnumState(state.assignedSplits(), state.unassignedSplits(), true)
          : state;
    }
  }
}
