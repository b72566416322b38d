package io.hsicflow.connectors.source;

import io.hsicflow.schemas.record.RawRecord;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.metrics.Counter;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reader of a {@link WatchedSource}: lets go of the partitions of topics that have left, so
 * that they no longer hold the watermark back and are in no state.
 */
@SuppressWarnings("try") // close() may be interrupted, as Flink's interface has it
final class WatchedReader extends ForwardingReader<RawRecord, KafkaPartitionSplit> {
  private static final Logger LOG = LoggerFactory.getLogger(WatchedReader.class);

  /** No checkpoint's number: a look at the state that commits nothing. */
  private static final long NO_CHECKPOINT = -1;

  private final UnaryOperator<List<KafkaPartitionSplit>> begun;
  private final Counter leftPartitions;
  private final Set<String> leftTopics = new HashSet<>();
  private final Set<TopicPartition> left = new HashSet<>();

  /**
   * @param begun gives partitions the offsets at which they begin
   * @param leftPartitions counts those that were let go
   */
  WatchedReader(
      SourceReader<RawRecord, KafkaPartitionSplit> reader,
      UnaryOperator<List<KafkaPartitionSplit>> begun,
      Counter leftPartitions) {
    super(reader);
    this.begun = begun;
    this.leftPartitions = leftPartitions;
  }

  /**
   * A topic that is there again may have more partitions than it had. They wait for the restart as
   * its others do, which finds them new: read now they would be read twice.
   */
  @Override
  public void addSplits(List<KafkaPartitionSplit> splits) {
    List<KafkaPartitionSplit> read =
        splits.stream().filter(split -> !leftTopics.contains(split.getTopic())).toList();
    List<KafkaPartitionSplit> there = begun.apply(read);
    if (there.size() < read.size()) {
      Set<TopicPartition> gone = partitions(read);
      gone.removeAll(partitions(there));
      letGo(gone);
    }
    super.addSplits(there);
  }

  @Override
  public void handleSourceEvents(SourceEvent event) {
    if (!(event instanceof TopicsLeft gone)) {
      super.handleSourceEvents(event);
      return;
    }
    leftTopics.addAll(gone.topics());
    Set<TopicPartition> partitions =
        partitions(
            snapshotState(NO_CHECKPOINT).stream()
                .filter(split -> gone.topics().contains(split.getTopic()))
                .toList());
    if (!partitions.isEmpty()) {
      letGo(partitions);
      super.addSplits(partitions.stream().map(WatchedReader::ended).toList());
    }
  }

  /**
   * A stop that the consumer has reached: Kafka's reader can take no partition away otherwise.
   * "Committed" as the start leaves the consumer where it is, and no offset to commit to a topic
   * that is gone.
   */
  private static KafkaPartitionSplit ended(TopicPartition partition) {
    return new KafkaPartitionSplit(partition, KafkaPartitionSplit.COMMITTED_OFFSET, 0);
  }

  private void letGo(Set<TopicPartition> partitions) {
    left.addAll(partitions);
    leftPartitions.inc(partitions.size());
    LOG.warn(
        "Partitions {} are no longer read: their topics were deleted. What was not read of them is not trained on or"
            + " embedded; the job goes on with the others.",
        partitions.stream().map(TopicPartition::toString).sorted().toList());
  }

  @Override
  public List<KafkaPartitionSplit> snapshotState(long checkpoint) {
    return super.snapshotState(checkpoint).stream()
        .filter(split -> !left.contains(split.getTopicPartition()))
        .toList();
  }

  private static Set<TopicPartition> partitions(List<KafkaPartitionSplit> splits) {
    return splits.stream()
        .map(KafkaPartitionSplit::getTopicPartition)
        .collect(Collectors.toCollection(HashSet::new));
  }
}
