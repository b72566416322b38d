package io.hsicflow.connectors.sink;

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.connector.base.DeliveryGuarantee;

/** Options of the topic that rejected records go to. */
public final class DeadLetterOptions {
  /** The topic. */
  public static final ConfigOption<String> TOPIC =
      ConfigOptions.key("dead-letters.topic")
          .stringType()
          .defaultValue("dead-letters")
          .withDescription("Topic that rejected records are written to.");

  /** How often a record may arrive. */
  public static final ConfigOption<DeliveryGuarantee> DELIVERY =
      ConfigOptions.key("dead-letters.delivery")
          .enumType(DeliveryGuarantee.class)
          .defaultValue(DeliveryGuarantee.AT_LEAST_ONCE)
          .withDescription(
              "How rejected records arrive: at-least-once (a failure repeats some), exactly-once (in Kafka transactions, visible after"
                  + " the next checkpoint to readers with isolation.level = read_committed) or none.");

  /** The most original bytes that a dead letter carries. */
  public static final ConfigOption<MemorySize> MAX_BYTES =
      ConfigOptions.key("dead-letters.max-bytes")
          .memoryType()
          .defaultValue(new MemorySize(1_000_000))
          .withDescription(
              "Most bytes of original key and value that a dead letter carries; of a larger record it tells the size and"
                  + " the SHA-256. The topic must take 16 KiB more (topics check); the default fits Kafka's default.");

  private DeadLetterOptions() {}
}
