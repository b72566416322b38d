package io.hsicflow.connectors.kafka;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Looks at topics that leave no trace at the brokers: no group, no offsets. */
public final class CommittedReader {
  private CommittedReader() {}

  /** A consumer of what is committed, with the user's client properties; its caller closes it. */
  public static KafkaConsumer<byte[], byte[]> open(Configuration conf) {
    Properties properties = new Properties();
    properties.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.putAll(KafkaOptions.clientProperties(conf));
    properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
    properties.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * The offsets behind all that is written now. A consumer of what is committed is told of ends
   * before the first transaction that is still open.
   */
  public static Map<TopicPartition, Long> writtenEnds(
      Configuration conf, List<TopicPartition> partitions) {
    Map<TopicPartition, Long> ends = new HashMap<>();
    try (Admin admin = Admin.create(KafkaOptions.clientProperties(conf))) {
      KafkaCalls.await(
              admin
                  .listOffsets(
                      partitions.stream()
                          .collect(Collectors.toMap(key -> key, key -> OffsetSpec.latest())))
                  .all(),
              "list the offsets of " + partitions)
          .forEach((key, info) -> ends.put(key, info.offset()));
    }
    return ends;
  }
}
