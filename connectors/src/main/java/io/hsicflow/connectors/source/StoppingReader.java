package io.hsicflow.connectors.source;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.common.TopicPartition;

/**
 * The reader of a {@link StoppingSource}: gives a stop to partitions that come without one. From
 * then on it is in their state.
 */
@SuppressWarnings("try") // close() may be interrupted, as Flink's interface has it
final class StoppingReader<T> extends ForwardingReader<T, KafkaPartitionSplit> {
  private final Function<Collection<TopicPartition>, Map<TopicPartition, Long>> stops;

  /**
   * @param stops says for partitions where they stop
   */
  StoppingReader(
      SourceReader<T, KafkaPartitionSplit> reader,
      Function<Collection<TopicPartition>, Map<TopicPartition, Long>> stops) {
    super(reader);
    this.stops = stops;
  }

  @Override
  public void addSplits(List<KafkaPartitionSplit> splits) {
    List<TopicPartition> endless =
        splits.stream()
            .filter(split -> split.getStoppingOffset().isEmpty())
            .map(KafkaPartitionSplit::getTopicPartition)
            .toList();
    super.addSplits(endless.isEmpty() ? splits : stopping(splits, stops.apply(endless)));
  }

  private static List<KafkaPartitionSplit> stopping(
      List<KafkaPartitionSplit> splits, Map<TopicPartition, Long> stops) {
    return splits.stream()
        .map(
            split ->
                new KafkaPartitionSplit(
                    split.getTopicPartition(),
                    split.getStartingOffset(),
                    split
                        .getStoppingOffset()
                        .orElseGet(() -> stops.get(split.getTopicPartition()))))
        .toList();
  }
}
