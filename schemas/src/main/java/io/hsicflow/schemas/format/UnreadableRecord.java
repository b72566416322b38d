package io.hsicflow.schemas.format;

/**
 * Why a Kafka record is no image record.
 *
 * @param reason the kind, for counting
 * @param message a sentence with the value that was wrong
 */
public record UnreadableRecord(RecordReason reason, String message) implements ImageReading {}
