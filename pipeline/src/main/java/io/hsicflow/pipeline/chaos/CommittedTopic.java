package io.hsicflow.pipeline.chaos;

import io.hsicflow.connectors.kafka.CommittedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

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
    try (KafkaConsumer<byte[], byte[]> committed = CommittedReader.open(conf)) {
      List<TopicPartition> partitions =
          committed.partitionsFor(topic).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      committed.assign(partitions);
      committed.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = CommittedReader.writtenEnds(conf, partitions);
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

  /** Who is given the records. */
  @FunctionalInterface
  interface Reader {
    void take(ConsumerRecord<byte[], byte[]> message) throws IOException;
  }
}
