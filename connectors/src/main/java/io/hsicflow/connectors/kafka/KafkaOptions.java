package io.hsicflow.connectors.kafka;

import java.util.Map;
import java.util.Properties;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;

/**
 * Options of all Kafka clients: {@code kafka.bootstrap.servers}, and any client property under
 * {@code kafka.}.
 */
public final class KafkaOptions {
  /** What keys of client properties start with; the rest of the key is Kafka's own name. */
  public static final String PREFIX = "kafka.";

  /** Where the brokers are. */
  public static final ConfigOption<String> BOOTSTRAP_SERVERS =
      ConfigOptions.key("kafka.bootstrap.servers")
          .stringType()
          .defaultValue("localhost:9092")
          .withDescription(
              "Addresses HOST:PORT of some brokers, with commas between; every other property of Kafka's clients can be"
                  + " set under kafka. as well, kafka.security.protocol for example.");

  private KafkaOptions() {}

  /**
   * Every property under {@code kafka.}, its prefix removed; a fresh copy.
   *
   * @throws IllegalArgumentException for a property that no client of ours may be given
   */
  public static Properties clientProperties(Configuration conf) {
    Properties properties = new Properties();
    for (Map.Entry<String, String> entry : conf.toMap().entrySet()) {
      if (entry.getKey().startsWith(PREFIX)) {
        properties.setProperty(entry.getKey().substring(PREFIX.length()), entry.getValue());
      }
    }
    if (properties.containsKey("transactional.id")) {
      throw new IllegalArgumentException(
          "kafka.transactional.id is '"
              + properties.getProperty("transactional.id")
              + "', but every sink task needs ids of its own: they follow job.name, remove this key.");
    }
    properties.setProperty("bootstrap.servers", conf.get(BOOTSTRAP_SERVERS));
    return properties;
  }
}
