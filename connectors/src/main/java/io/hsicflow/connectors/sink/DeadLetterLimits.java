package io.hsicflow.connectors.sink;

import org.apache.flink.configuration.Configuration;

/**
 * What a dead letter takes beside the original bytes, bounded, so that the topic and the producer
 * can be given enough: a record of any size ends as a letter that fits.
 */
public final class DeadLetterLimits {
  /** Longest sentence carried, in UTF-16 units (3 bytes each at most). */
  static final int MESSAGE_CHARS = 2_000;

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
}
