package io.hsicflow.tests.line;

import io.hsicflow.broker.EmbeddedBroker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A topic of the embedded broker, for tests to fill and to read whole. */
final class Topic {
  private static final int LARGEST = 1 << 26;
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final EmbeddedBroker broker;
  private final String name;
  private final int partitions;

  private Topic(EmbeddedBroker broker, String name, int partitions) {
    this.broker = broker;
    this.name = name;
    this.partitions = partitions;
  }

  static Topic create(EmbeddedBroker broker, String name, int partitions) {
    broker.createTopic(name, partitions);
    return new Topic(broker, name, partitions);
  }

  /** A topic that takes records of up to {@value #LARGEST} bytes. */
  static Topic createForLargeRecords(EmbeddedBroker broker, String name, int partitions) {
    broker.createTopic(name, partitions, Map.of("max.message.bytes", String.valueOf(LARGEST)));
    return new Topic(broker, name, partitions);
  }

  /** A topic that is there. */
  static Topic of(EmbeddedBroker broker, String name, int partitions) {
    return new Topic(broker, name, partitions);
  }

  /** The same at a broker that was started again. */
  Topic at(EmbeddedBroker again) {
    return new Topic(again, name, partitions);
  }

  String name() {
    return name;
  }

  /**
   * Sends records {@code first} to {@code last} - 1, dealt out over the partitions, with their
   * numbers as keys.
   */
  void send(int first, int last, IntFunction<byte[]> value)
      throws ExecutionException, InterruptedException {
    send(first, last, number -> "picture-" + number, value);
  }

  /** The same with keys of the test's own. */
  void send(int first, int last, IntFunction<String> keys, IntFunction<byte[]> value)
      throws ExecutionException, InterruptedException {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            broker.bootstrapServers(),
            "max.request.size",
            LARGEST,
            "buffer.memory",
            (long) LARGEST);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      List<Future<RecordMetadata>> answers = new ArrayList<>();
      for (int number = first; number < last; number++) {
        byte[] key = keys.apply(number).getBytes(StandardCharsets.UTF_8);
        answers.add(
            producer.send(
                new ProducerRecord<>(name, number % partitions, key, value.apply(number))));
      }
      for (Future<RecordMetadata> answer : answers) {
        answer.get();
      }
    }
  }

  /** All records that are there now and committed. */
  List<ConsumerRecord<byte[], byte[]>> records() {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
      return read(
          consumer,
          "its end " + ends,
          records ->
              ends.keySet().stream().allMatch(one -> consumer.position(one) >= ends.get(one)));
    }
  }

  /** Committed records from the first on, until they are enough. */
  List<ConsumerRecord<byte[], byte[]>> recordsUntil(
      String what, Predicate<List<ConsumerRecord<byte[], byte[]>>> enough) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      return read(consumer, what, enough);
    }
  }

  private List<ConsumerRecord<byte[], byte[]>> read(
      KafkaConsumer<byte[], byte[]> consumer,
      String what,
      Predicate<List<ConsumerRecord<byte[], byte[]>>> enough) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!enough.test(records)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            "Topic " + name + " was not read to " + what + ": " + records.size() + " records");
      }
      consumer.poll(Duration.ofMillis(100)).forEach(records::add);
    }
    return records;
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            broker.bootstrapServers(),
            "isolation.level",
            "read_committed",
            "auto.offset.reset",
            "earliest");
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    consumer.assign(
        IntStream.range(0, partitions).mapToObj(one -> new TopicPartition(name, one)).toList());
    return consumer;
  }
}
