package io.hsicflow.connectors.sink;

import io.hsicflow.schemas.message.UnreadableMessageException;
import java.util.Properties;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * What a dead letter takes beside the original bytes, bounded, so that the topic and the producer
 * can be given enough: a record of any size ends as a letter that fits.
 */
public final class DeadLetterLimits {
  /** Longest sentence carried, in UTF-16 units (3 bytes each at most). */
  static final int MESSAGE_CHARS = UnreadableMessageException.MOST_CHARS;

  /** Longest reason code carried, in UTF-16 units. */
  static final int REASON_CHARS = 100;

  /** Largest key that is carried even where the value is not, in bytes. */
  static final int KEY_BYTES = 4_096;

  /**
   * Bytes of key, topic, numbers, sentence, digest and Kafka's own framing beside the original: 16
   * KiB.
   */
  static final int OVERHEAD_BYTES = 16 << 10;

  private DeadLetterLimits() {}

  /** The most original bytes that are carried. */
  static int maxOriginalBytes(Configuration conf) {
    long bytes = conf.get(DeadLetterOptions.MAX_BYTES).getBytes();
    if (bytes < 0 || bytes > Integer.MAX_VALUE - OVERHEAD_BYTES) {
      throw new IllegalArgumentException(
          "dead-letters.max-bytes is "
              + bytes
              + ", but must lie between 0 and "
              + (Integer.MAX_VALUE - OVERHEAD_BYTES)
              + ".");
    }
    return (int) bytes;
  }

  /** The largest record that the topic and the producer must take, in bytes. */
  public static int maxRecordBytes(Configuration conf) {
    return maxOriginalBytes(conf) + OVERHEAD_BYTES;
  }

  /** Lets a producer take the largest record, unless it takes a larger one already. */
  public static void fitProducer(Properties properties, Configuration conf) {
    raise(properties, ProducerConfig.MAX_REQUEST_SIZE_CONFIG, maxRecordBytes(conf));
    raise(properties, ProducerConfig.BUFFER_MEMORY_CONFIG, 2L * maxRecordBytes(conf));
  }

  /** Sets a size, unless the user set a larger one. */
  private static void raise(Properties properties, String key, long bytes) {
    long kafkaDefault = ((Number) ProducerConfig.configDef().defaultValues().get(key)).longValue();
    String set = properties.getProperty(key);
    long present = set == null ? kafkaDefault : Long.parseLong(set.trim());
    properties.setProperty(key, Long.toString(Math.max(present, bytes)));
  }
}
