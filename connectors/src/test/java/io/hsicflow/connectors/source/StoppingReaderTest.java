package io.hsicflow.connectors.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // readers throw what they like on closing
class StoppingReaderTest {
  private static final TopicPartition FIRST = new TopicPartition("images", 0);
  private static final TopicPartition SECOND = new TopicPartition("images", 1);

  private final List<KafkaPartitionSplit> read = new ArrayList<>();

  @Test
  void aPartitionWithoutAStopGetsOneAndAnotherKeepsItsOwn() throws Exception {
    List<TopicPartition> asked = new ArrayList<>();
    try (StoppingReader<byte[]> reader =
        new StoppingReader<>(
            reader(),
            partitions -> {
              asked.addAll(partitions);
              Map<TopicPartition, Long> stops = new HashMap<>();
              partitions.forEach(partition -> stops.put(partition, 9L));
              return stops;
            })) {
      reader.addSplits(
          List.of(new KafkaPartitionSplit(FIRST, 3), new KafkaPartitionSplit(SECOND, 4, 7)));
    }
    assertThat(asked).containsExactly(FIRST);
    assertThat(read)
        .containsExactly(
            new KafkaPartitionSplit(FIRST, 3, 9), new KafkaPartitionSplit(SECOND, 4, 7));
  }

  @Test
  void nobodyIsAskedWhereEveryPartitionHasAStop() throws Exception {
    try (StoppingReader<byte[]> reader =
        new StoppingReader<>(
            reader(),
            partitions -> {
              throw new AssertionError("Asked for " + partitions);
            })) {
      reader.addSplits(List.of(new KafkaPartitionSplit(FIRST, 3, 5)));
    }
    assertThat(read).containsExactly(new KafkaPartitionSplit(FIRST, 3, 5));
  }

  @SuppressWarnings("unchecked")
  private SourceReader<byte[], KafkaPartitionSplit> reader() {
    return (SourceReader<byte[], KafkaPartitionSplit>)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {SourceReader.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("addSplits")) {
                read.addAll((List<KafkaPartitionSplit>) arguments[0]);
              }
              return null;
            });
  }
}
