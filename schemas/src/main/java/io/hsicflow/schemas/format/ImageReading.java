package io.hsicflow.schemas.format;

/** What reading a Kafka record gave: an {@link ImageRecord}, or the reason why not. */
public sealed interface ImageReading permits ImageRecord, UnreadableRecord {}
