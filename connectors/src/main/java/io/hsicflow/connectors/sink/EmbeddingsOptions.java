package io.hsicflow.connectors.sink;

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.connector.base.DeliveryGuarantee;

/** Options of the topic that embeddings go to. */
public final class EmbeddingsOptions {
  /** The topic. */
  public static final ConfigOption<String> TOPIC =
      ConfigOptions.key("embeddings.topic")
          .stringType()
          .defaultValue("embeddings")
          .withDescription("Topic that embeddings are written to.");

  /** How often a record may arrive. */
  public static final ConfigOption<DeliveryGuarantee> DELIVERY =
      ConfigOptions.key("embeddings.delivery")
          .enumType(DeliveryGuarantee.class)
          .defaultValue(DeliveryGuarantee.AT_LEAST_ONCE)
          .withDescription(
              "How embeddings arrive: at-least-once (a failure repeats some), exactly-once (in Kafka transactions, visible after"
                  + " the next checkpoint to readers with isolation.level = read_committed) or none.");

  private EmbeddingsOptions() {}
}
