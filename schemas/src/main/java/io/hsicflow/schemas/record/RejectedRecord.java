package io.hsicflow.schemas.record;

/**
 * A record that the gate did not let in, with its original bytes and the reason.
 *
 * @param timestamp Kafka's timestamp, milliseconds since 1970, -1 where there is none
 * @param key the original key, or null
 * @param value the original value, or null
 * @param reasonCode a short fixed code, for counting
 * @param message a sentence with the value that was wrong
 * @param redrivenFrom the dead letter that the record was published again out of, as
 *     topic-partition-offset; null for a record that comes from its sender
 */
public record RejectedRecord(
    String topic,
    int partition,
    long offset,
    long timestamp,
    byte[] key,
    byte[] value,
    String reasonCode,
    String message,
    String redrivenFrom) {

  /** The rejection of a record that comes from its sender. */
  public RejectedRecord(
      String topic,
      int partition,
      long offset,
      long timestamp,
      byte[] key,
      byte[] value,
      String reasonCode,
      String message) {
    this(topic, partition, offset, timestamp, key, value, reasonCode, message, null);
  }

  /** The rejection of {@code record}. */
  public static RejectedRecord of(RawRecord record, String reasonCode, String message) {
    return new RejectedRecord(
        record.topic(),
        record.partition(),
        record.offset(),
        record.timestamp(),
        record.key(),
        record.value(),
        reasonCode,
        message,
        record.redrivenFrom());
  }
}
