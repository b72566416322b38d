package io.hsicflow.schemas.record;

/**
 * An image that passed the gate: decoded, of bounded size. Topic, partition and offset are its
 * identity.
 *
 * @param id the sender's name for it; not unique
 * @param capturedAt when the picture was taken, milliseconds since 1970
 * @param label its class, or null where not known
 * @param rgb width * height * 3 bytes, row by row, red green blue
 */
public record SourceImage(
    String topic,
    int partition,
    long offset,
    String id,
    String source,
    long capturedAt,
    String label,
    int width,
    int height,
    byte[] rgb) {}
