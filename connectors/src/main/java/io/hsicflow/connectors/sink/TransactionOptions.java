package io.hsicflow.connectors.sink;

import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** Options of Kafka transactions, used by sinks whose delivery is exactly-once. */
public final class TransactionOptions {
  /** How long a transaction may stay open. */
  public static final ConfigOption<Duration> TIMEOUT =
      ConfigOptions.key("transactions.timeout")
          .durationType()
          .defaultValue(Duration.ofMinutes(15))
          .withDescription(
              "After how long the brokers abort an open transaction; must exceed checkpoint interval and timeout"
                  + " together, and the longest time that a failed job may take to come back.");

  /** The longest time-out that the brokers accept. */
  public static final ConfigOption<Duration> MAX_TIMEOUT =
      ConfigOptions.key("transactions.max-timeout")
          .durationType()
          .defaultValue(Duration.ofMinutes(15))
          .withDescription(
              "The longest time-out that the brokers accept, their transaction.max.timeout.ms; 15 min unless they were"
                  + " set up otherwise.");

  private TransactionOptions() {}
}
