package io.hsicflow.schemas.record;

/**
 * A Kafka record as it was read, nothing looked at yet.
 *
 * @param timestamp Kafka's timestamp, milliseconds since 1970, -1 where there is none
 * @param key the key's bytes, or null
 * @param value the value's bytes, or null (a tombstone)
 * @param redrivenFrom the dead letter that the record was published again out of, as
 *     topic-partition-offset; null for a record that comes from its sender
 */
public record RawRecord(
    String topic,
    int partition,
    long offset,
    long timestamp,
    byte[] key,
    byte[] value,
    String redrivenFrom) {

  /** A record that comes from its sender. */
  public RawRecord(
      String topic, int partition, long offset, long timestamp, byte[] key, byte[] value) {
    this(topic, partition, offset, timestamp, key, value, null);
  }
}
