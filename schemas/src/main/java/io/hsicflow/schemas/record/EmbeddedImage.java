package io.hsicflow.schemas.record;

/**
 * An embedding on its way to Kafka: the fields of the Avro schema Embedding.
 *
 * @param capturedAt when the picture was taken, milliseconds since 1970
 * @param vector the encoder's pooled output, not normalised
 * @param snapshotStep the training steps behind the snapshot that made it
 * @param snapshotDigest that snapshot's SHA-256, 64 hexadecimal digits
 */
public record EmbeddedImage(
    String id,
    String source,
    long capturedAt,
    float[] vector,
    long snapshotStep,
    String snapshotDigest,
    String topic,
    int partition,
    long offset) {}
