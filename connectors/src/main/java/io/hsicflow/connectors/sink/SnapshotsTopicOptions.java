package io.hsicflow.connectors.sink;

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.connector.base.DeliveryGuarantee;

/** Options of the topic that announcements of snapshots go to. */
public final class SnapshotsTopicOptions {
  /** The topic. */
  public static final ConfigOption<String> TOPIC =
      ConfigOptions.key("snapshots.topic")
          .stringType()
          .defaultValue("snapshots")
          .withDescription("Topic that announcements of snapshots are written to.");

  /** How often a record may arrive. */
  public static final ConfigOption<DeliveryGuarantee> DELIVERY =
      ConfigOptions.key("snapshots.delivery")
          .enumType(DeliveryGuarantee.class)
          .defaultValue(DeliveryGuarantee.AT_LEAST_ONCE)
          .withDescription(
              "How announcements of snapshots arrive: at-least-once (a failure repeats some), exactly-once (in Kafka transactions, visible after"
                  + " the next checkpoint to readers with isolation.level = read_committed) or none.");

  private SnapshotsTopicOptions() {}
}
