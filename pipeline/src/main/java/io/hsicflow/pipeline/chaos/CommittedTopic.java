package io.hsicflow.pipeline.chaos;

import io.hsicflow.connectors.kafka.KafkaOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A topic as it is now, without what was not committed. */
final class CommittedTopic {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private CommittedTopic() {}

  /**
   * Gives every committed record to {@code reader}.
   *
   * @throws IllegalStateException where the topic cannot be read to its end
   */
  static void read(Configuration conf, String topic, Reader reader) throws IOException {
    Properties properties = KafkaOptions.clientProperties(conf);
    properties.setProperty(ConsumerConfig.CLIENT_ID_CONFIG, "chaos-" + topic);
    properties.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    try (KafkaConsumer<byte[], byte[]> all = consumer(properties, "read_uncommitted");
        KafkaConsumer<byte[], byte[]> committed = consumer(properties, "read_committed")) {
      List<TopicPartition> partitions =
          committed.partitionsFor(topic).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      committed.assign(partitions);
      committed.seekToBeginning(partitions);
      // The end of all: one of what is committed would lie before a transaction that is still open.
      Map<TopicPartition, Long> ends = all.endOffsets(partitions);
      long deadline = System.nanoTime() + LIMIT.toNanos();
      while (ends.entrySet().stream()
          .anyMatch(end -> committed.position(end.getKey()) < end.getValue())) {
        for (ConsumerRecord<byte[], byte[]> record : committed.poll(POLL)) {
          reader.take(record);
        }
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException(
              "The topic "
                  + topic
                  + " could not be read to its ends "
                  + ends
                  + " within "
                  + LIMIT.toSeconds()
                  + " s: a transaction was left open.");
        }
      }
    }
  }

  private static KafkaConsumer<byte[], byte[]> consumer(Properties properties, String isolation) {
    Properties with = new Properties();
    with.putAll(properties);
    with.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
    return new KafkaConsumer<>(with, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** Who is given the records. */
  @FunctionalInterface
  interface Reader {
    void take(ConsumerRecord<byte[], byte[]> message) throws IOException;
  }
}
