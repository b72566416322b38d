package io.hsicflow.connectors.source;

import io.hsicflow.connectors.kafka.ClientNames;
import io.hsicflow.connectors.kafka.KafkaOptions;
import java.util.Properties;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** Properties that all sources of topics have. */
public final class SourceProperties {
  /** How often a source looks for new partitions, in milliseconds; negative for never. */
  public static final String DISCOVERY = "partition.discovery.interval.ms";

  private SourceProperties() {}

  /** Those of the role's source; client properties that the user sets go before ours. */
  public static Properties of(Configuration conf, ClientNames names) {
    Properties properties = new Properties();
    properties.setProperty(ConsumerConfig.GROUP_ID_CONFIG, names.groupId());
    properties.setProperty("client.id.prefix", names.clientIdPrefix());
    properties.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    // Kafka's consumer puts metrics of every partition into the log and the dashboard; Flink's own
    // say what is needed.
    properties.setProperty("register.consumer.metrics", "false");
    properties.putAll(KafkaOptions.clientProperties(conf));
    return properties;
  }
}
