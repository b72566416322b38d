package io.hsicflow.connectors.probe;

import io.hsicflow.connectors.admin.Topics;
import io.hsicflow.connectors.kafka.CommittedReader;
import io.hsicflow.connectors.source.ImageTopics;
import io.hsicflow.connectors.source.ImagesOptions;
import io.hsicflow.schemas.format.RecordReader;
import io.hsicflow.schemas.record.RawRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * The committed records of topics, from a beginning to the end that there is when it is opened. No
 * consumer group, so that no trace is left at the brokers.
 */
public final class ProbeTopic implements RecordReader {
  private static final Duration POLL = Duration.ofMillis(200);

  /** The brokers may give nothing for so long. */
  private static final int MOST_EMPTY_POLLS = 300;

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<TopicPartition, Long> ends;
  private final Queue<ConsumerRecord<byte[], byte[]>> fetched = new ArrayDeque<>();

  private ProbeTopic(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    this.consumer = consumer;
    this.ends = ends;
  }

  /**
   * All of {@code topic}.
   *
   * @throws IllegalStateException where there is no such topic
   * @throws IOException where the brokers do not answer
   */
  public static ProbeTopic open(Configuration conf, String topic) throws IOException {
    return open(conf, Set.of(topic), Long.MAX_VALUE);
  }

  /**
   * The last records of the topics that jobs of these settings read images from.
   *
   * @param count how many, shared out evenly over the partitions; fewer where transactions ended
   * @throws IllegalStateException where one of the topics does not exist
   * @throws IOException where the brokers do not answer
   */
  public static ProbeTopic openLast(Configuration conf, long count) throws IOException {
    Set<String> present = Set.of();
    if (conf.getOptional(ImagesOptions.TOPIC_PATTERN).isPresent()) {
      try (KafkaConsumer<byte[], byte[]> consumer = CommittedReader.open(conf)) {
        present = consumer.listTopics().keySet();
      } catch (KafkaException e) {
        throw new IOException("The topics cannot be listed: " + e.getMessage(), e);
      }
    }
    return open(conf, ImageTopics.of(conf, present), count);
  }

  private static ProbeTopic open(Configuration conf, Collection<String> topics, long count)
      throws IOException {
    try (Topics existing = Topics.at(conf)) {
      topics.forEach(existing::require);
    }
    KafkaConsumer<byte[], byte[]> consumer = CommittedReader.open(conf);
    try {
      List<TopicPartition> partitions =
          topics.stream()
              .flatMap(topic -> consumer.partitionsFor(topic).stream())
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      long each = Math.max(1, count / Math.max(1, partitions.size()));
      consumer
          .beginningOffsets(partitions)
          .forEach((key, begin) -> consumer.seek(key, Math.max(begin, ends.get(key) - each)));
      return new ProbeTopic(consumer, ends);
    } catch (KafkaException e) {
      consumer.close();
      throw new IOException("The topics " + topics + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** What is left of one partition before an offset, by a consumer that was put where to begin. */
  static ProbeTopic reading(
      KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, long end) {
    return new ProbeTopic(consumer, Map.of(partition, end));
  }

  @Override
  public RawRecord next() throws IOException {
    try {
      for (int polls = 0; fetched.isEmpty() && isBefore(); polls++) {
        if (polls == MOST_EMPTY_POLLS) {
          throw new IOException(
              "The brokers have given nothing of "
                  + ends.keySet()
                  + " for "
                  + POLL.multipliedBy(MOST_EMPTY_POLLS).toSeconds()
                  + " s.");
        }
        consumer.poll(POLL).forEach(this::take);
      }
    } catch (KafkaException e) {
      throw new IOException(
          "The partitions " + ends.keySet() + " cannot be read: " + e.getMessage(), e);
    }
    ConsumerRecord<byte[], byte[]> record = fetched.poll();
    return record == null
        ? null
        : new RawRecord(
            record.topic(),
            record.partition(),
            record.offset(),
            record.timestamp(),
            record.key(),
            record.value());
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    if (record.offset() < ends.get(new TopicPartition(record.topic(), record.partition()))) {
      fetched.add(record);
    }
  }

  private boolean isBefore() {
    return ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
  }

  @Override
  public void close() {
    consumer.close();
  }
}
