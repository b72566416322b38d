package io.hsicflow.connectors;

import io.hsicflow.broker.EmbeddedBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Plain clients of the embedded broker, for looking at topics from outside. */
public final class TestTopics {
  private static final Duration WITHIN = Duration.ofSeconds(60);

  private TestTopics() {}

  /** Our configuration for that broker, with more settings. */
  public static Configuration conf(EmbeddedBroker broker, Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("kafka.bootstrap.servers", broker.bootstrapServers());
    all.put("pipeline.generic-types", "false");
    all.put("parallelism.default", "2");
    return Configuration.fromMap(all);
  }

  /** A producer with these properties. */
  public static KafkaProducer<byte[], byte[]> producer(
      EmbeddedBroker broker, Map<String, Object> properties) {
    Map<String, Object> all = new HashMap<>(properties);
    all.put("bootstrap.servers", broker.bootstrapServers());
    return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** The first {@code count} records of partition 0, or fewer where they do not come in time. */
  public static List<ConsumerRecord<byte[], byte[]>> read(
      EmbeddedBroker broker, String topic, int count, String isolation) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    TopicPartition partition = new TopicPartition(topic, 0);
    long deadline = System.nanoTime() + WITHIN.toNanos();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(broker, isolation)) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      while (records.size() < count && System.nanoTime() < deadline) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
    }
    return records;
  }

  /** Where a reader of that isolation sees the end of partition 0. */
  public static long end(EmbeddedBroker broker, String topic, String isolation) {
    TopicPartition partition = new TopicPartition(topic, 0);
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(broker, isolation)) {
      return consumer.endOffsets(List.of(partition)).get(partition);
    }
  }

  private static KafkaConsumer<byte[], byte[]> consumer(EmbeddedBroker broker, String isolation) {
    return new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers",
            broker.bootstrapServers(),
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            isolation),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }
}
