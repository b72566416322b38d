package io.hsicflow.connectors.deadletter;

import io.hsicflow.connectors.admin.Topics;
import io.hsicflow.connectors.kafka.CommittedReader;
import io.hsicflow.connectors.kafka.KafkaOptions;
import io.hsicflow.connectors.sink.DeadLetterOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads the topic of dead letters, whole or in part, and leaves no trace at the brokers. */
final class LetterTopic implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  private final Configuration conf;
  private final String topic;
  private final Duration patience;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;

  /**
   * The topic that the options name.
   *
   * @param patience how long a transaction of somebody else may hide what comes after it, and how
   *     long the brokers may give nothing of what is there
   * @throws IllegalStateException where there is no such topic or the brokers do not answer
   */
  LetterTopic(Configuration conf, Duration patience) {
    this.conf = conf;
    this.patience = patience;
    topic = conf.get(DeadLetterOptions.TOPIC);
    try (Topics topics = Topics.at(conf)) {
      topics.require(topic);
    }
    consumer = CommittedReader.open(conf);
    try {
      partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
  }

  /** Reads what is committed now; what open transactions hide is left out. */
  void readCommitted(Consumer<ConsumerRecord<byte[], byte[]>> each) {
    read(consumer.endOffsets(partitions), each);
  }

  /**
   * Reads all that is written now; waits for open transactions to end.
   *
   * @throws IllegalStateException where one stays open for too long
   */
  void readWritten(Consumer<ConsumerRecord<byte[], byte[]>> each) {
    read(CommittedReader.writtenEnds(conf, partitions), each);
  }

  private void read(Map<TopicPartition, Long> ends, Consumer<ConsumerRecord<byte[], byte[]>> each) {
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    readWhile(
        () -> partitions.stream().anyMatch(key -> consumer.position(key) < ends.get(key)),
        record -> {
          if (record.offset() < ends.get(new TopicPartition(topic, record.partition()))) {
            each.accept(record);
          }
        },
        () ->
            "A transaction in topic "
                + topic
                + " has been open for more than "
                + patience.toSeconds()
                + " s and hides what comes after it; nothing was published. A job whose"
                + " dead-letters.delivery is exactly-once ends its transaction at the next checkpoint, and the"
                + " brokers end one that was left behind after transactions.timeout: try again then.");
  }

  /**
   * Reads the records at {@code offsets} of one partition, as far as they are still there.
   *
   * @throws IllegalStateException where the brokers give nothing for too long
   */
  void readAt(
      int partition, SortedSet<Long> offsets, Consumer<ConsumerRecord<byte[], byte[]>> each) {
    TopicPartition key = new TopicPartition(topic, partition);
    consumer.assign(List.of(key));
    consumer.seek(key, offsets.first());
    readWhile(
        () -> consumer.position(key) <= offsets.last(),
        record -> {
          if (offsets.contains(record.offset())) {
            each.accept(record);
          }
        },
        () ->
            "The brokers at "
                + conf.get(KafkaOptions.BOOTSTRAP_SERVERS)
                + " have given nothing of "
                + key
                + " from offset "
                + consumer.position(key)
                + " on for more than "
                + patience.toSeconds()
                + " s: see whether they run, then give the command again. What a redrive had"
                + " published by then stays published, and the next one leaves it out.");
  }

  /** Reads on until there is no more to read, or nothing has come for too long. */
  private void readWhile(
      BooleanSupplier isMore,
      Consumer<ConsumerRecord<byte[], byte[]>> each,
      Supplier<String> standstill) {
    long moved = System.nanoTime();
    long before = -1;
    while (isMore.getAsBoolean()) {
      consumer.poll(POLL).forEach(each);
      long now = consumer.assignment().stream().mapToLong(consumer::position).sum();
      if (now != before) {
        before = now;
        moved = System.nanoTime();
      } else if (System.nanoTime() - moved > patience.toNanos()) {
        throw new IllegalStateException(standstill.get());
      }
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
