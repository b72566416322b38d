package io.hsicflow.connectors.kafka;

import java.util.Properties;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Consumers that look at topics and leave no trace at the brokers: no group, no offsets. */
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
}
