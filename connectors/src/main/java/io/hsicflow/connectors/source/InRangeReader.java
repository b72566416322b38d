package io.hsicflow.connectors.source;

import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.util.ExceptionUtils;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;

/** The reader of an {@link InRangeSource}: says in a sentence which offsets are gone. */
@SuppressWarnings("try") // close() may be interrupted, as Flink's interface has it
final class InRangeReader<T, SplitT extends SourceSplit> extends ForwardingReader<T, SplitT> {
  InRangeReader(SourceReader<T, SplitT> reader) {
    super(reader);
  }

  /**
   * @throws SuppressRestartsException where the record that comes next is gone: it is as gone after
   *     a restart
   */
  @Override
  public InputStatus pollNext(ReaderOutput<T> output) throws Exception {
    try {
      return super.pollNext(output);
    } catch (RuntimeException e) { // the fetcher's failure comes wrapped in plain ones
      throw ExceptionUtils.findThrowable(e, OffsetOutOfRangeException.class)
          .<RuntimeException>map(gone -> gone(gone.offsetOutOfRangePartitions(), e))
          .orElse(e);
    }
  }

  private static SuppressRestartsException gone(Map<?, Long> offsets, RuntimeException cause) {
    String places =
        offsets.entrySet().stream()
            .map(place -> place.getKey() + " at offset " + place.getValue())
            .sorted()
            .collect(Collectors.joining(", "));
    return new SuppressRestartsException(
        new IllegalStateException(
            "The record that comes next is not there: partition "
                + places
                + ". The brokers deleted it before it was read, or the topic was deleted and made again. The job does"
                + " not pass over what is missing by itself: let the topic keep its records for longer than the job may"
                + " stand still, and go on with images.out-of-range = earliest, at the earliest record that there is.",
            cause));
  }
}
