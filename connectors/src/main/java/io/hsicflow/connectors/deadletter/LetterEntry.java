package io.hsicflow.connectors.deadletter;

import io.hsicflow.connectors.kafka.RecordPlace;
import java.time.Instant;

/**
 * A dead letter without its bytes.
 *
 * @param letter where it stands
 * @param rejectedAt when it was written
 * @param original where the rejected record stands
 * @param originalTimestamp the rejected record's Kafka timestamp, milliseconds since 1970, -1 where
 *     it had none
 * @param reason the short fixed code
 * @param message the sentence
 * @param keySize bytes of the original key, -1 where there was none
 * @param valueSize bytes of the original value, -1 where there was none
 * @param whole whether the letter carries all of the original
 * @param redrivenFrom the letter that the rejected record had itself come from, or null
 * @param redriven whether the original was published again
 */
public record LetterEntry(
    RecordPlace letter,
    Instant rejectedAt,
    RecordPlace original,
    long originalTimestamp,
    String reason,
    String message,
    int keySize,
    int valueSize,
    boolean whole,
    String redrivenFrom,
    boolean redriven) {

  /** Bytes of the original key and value. */
  public long size() {
    return Math.max(0L, keySize) + Math.max(0L, valueSize);
  }

  /**
   * What is the same for all letters of one record, and for none of another: offsets begin anew
   * where a topic was deleted and made again, timestamps do not.
   */
  String originalId() {
    return RedriveLedger.id(original.toString(), originalTimestamp);
  }

  LetterEntry asRedriven() {
    return new LetterEntry(
        letter,
        rejectedAt,
        original,
        originalTimestamp,
        reason,
        message,
        keySize,
        valueSize,
        whole,
        redrivenFrom,
        true);
  }
}
