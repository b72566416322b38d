package io.hsicflow.connectors.sink;

import io.hsicflow.connectors.kafka.KafkaOptions;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * The time-out of transactions, checked before the job starts: one that is too long is refused by
 * the brokers only when the job runs, one that is too short loses committed output when a
 * checkpoint is slow.
 */
final class TransactionTimeout {
  private TransactionTimeout() {}

  /**
   * The time-out in milliseconds.
   *
   * @throws IllegalArgumentException where it does not fit the checkpoints or the brokers, with a
   *     sentence
   */
  static long checkedMillis(Configuration conf, String sink) {
    Duration timeout =
        Optional.ofNullable(
                KafkaOptions.clientProperties(conf)
                    .getProperty(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG))
            .map(millis -> Duration.ofMillis(Long.parseLong(millis.trim())))
            .orElse(conf.get(TransactionOptions.TIMEOUT));
    Duration interval =
        conf.getOptional(CheckpointingOptions.CHECKPOINTING_INTERVAL)
            .filter(every -> !every.isZero())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        sink
                            + ".delivery is exactly-once, but checkpoints are off, and nothing would ever be committed:"
                            + " set execution.checkpointing.interval, 1 min for example, or take at-least-once."));
    Duration max = conf.get(TransactionOptions.MAX_TIMEOUT);
    if (timeout.compareTo(max) > 0) {
      throw new IllegalArgumentException(
          "transactions.timeout is "
              + seconds(timeout)
              + ", but the brokers accept "
              + seconds(max)
              + " at most (transactions.max-timeout, their transaction.max.timeout.ms): lower the one, or raise the"
              + " brokers' limit and then the other.");
    }
    Duration needed = interval.plus(conf.get(CheckpointingOptions.CHECKPOINTING_TIMEOUT));
    if (timeout.compareTo(needed) <= 0) {
      throw new IllegalArgumentException(
          "transactions.timeout is "
              + seconds(timeout)
              + ", but a transaction of "
              + sink
              + " can be open for "
              + seconds(needed)
              + ", execution.checkpointing.interval and execution.checkpointing.timeout together: the brokers would"
              + " abort it and its records be lost. Raise the first or lower the other two.");
    }
    return timeout.toMillis();
  }

  private static String seconds(Duration duration) {
    return duration.toSeconds() + " s";
  }
}
