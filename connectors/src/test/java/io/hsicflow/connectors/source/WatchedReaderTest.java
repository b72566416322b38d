package io.hsicflow.connectors.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.schemas.record.RawRecord;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // readers throw what they like on closing; these hold nothing
class WatchedReaderTest {
  private static final KafkaPartitionSplit STAYS = split("stays", 0, 5);
  private static final KafkaPartitionSplit LEAVES = split("leaves", 0, 7);

  /** What Kafka's reader is given. */
  private final List<KafkaPartitionSplit> given = new ArrayList<>();

  private final SimpleCounter leftPartitions = new SimpleCounter();
  private final WatchedReader reader = new WatchedReader(kafka(), splits -> splits, leftPartitions);

  @Test
  void aPartitionOfATopicThatLeavesEndsAndIsInNoState() {
    reader.addSplits(List.of(STAYS, LEAVES));
    reader.handleSourceEvents(new TopicsLeft(Set.of("leaves")));

    assertThat(given)
        .containsExactly(
            STAYS,
            LEAVES,
            new KafkaPartitionSplit(
                LEAVES.getTopicPartition(), KafkaPartitionSplit.COMMITTED_OFFSET, 0));
    assertThat(reader.snapshotState(1)).containsExactly(STAYS);
    assertThat(leftPartitions.getCount()).isEqualTo(1);
  }

  @Test
  void aFurtherPartitionOfATopicThatIsThereAgainWaitsForTheRestart() {
    reader.addSplits(List.of(LEAVES));
    reader.handleSourceEvents(new TopicsLeft(Set.of("leaves")));
    reader.addSplits(List.of(split("leaves", 1, 0), STAYS));

    assertThat(given).doesNotContain(split("leaves", 1, 0)).contains(STAYS);
    assertThat(reader.snapshotState(1)).containsExactly(STAYS);
    assertThat(leftPartitions.getCount()).isEqualTo(1);
  }

  private static KafkaPartitionSplit split(String topic, int partition, long start) {
    return new KafkaPartitionSplit(new TopicPartition(topic, partition), start);
  }

  /** A reader that takes splits and never reads. */
  @SuppressWarnings("unchecked")
  private SourceReader<RawRecord, KafkaPartitionSplit> kafka() {
    return (SourceReader<RawRecord, KafkaPartitionSplit>)
        Proxy.newProxyInstance(
            WatchedReaderTest.class.getClassLoader(),
            new Class<?>[] {SourceReader.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("addSplits")) {
                given.addAll((List<KafkaPartitionSplit>) arguments[0]);
                return null;
              }
              assertThat(method.getName()).isEqualTo("snapshotState");
              return List.copyOf(given);
            });
  }
}
