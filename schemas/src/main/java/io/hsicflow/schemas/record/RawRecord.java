package io.hsicflow.schemas.record;

/**
 * A Kafka record as it was read, nothing looked at yet.
 *
 * @param timestamp Kafka's timestamp, milliseconds since 1970, -1 where there is none
 * @param key the key's bytes, or null
 * @param value the value's bytes, or null (a tombstone)
 */
public record RawRecord(
    String topic, int partition, long offset, long timestamp, byte[] key, byte[] value) {}
