package io.hsicflow.schemas.record;

import java.util.Map;

/**
 * A snapshot that became visible: the fields of the Avro schema Snapshot.
 *
 * @param location where the file lies
 * @param step the training steps behind it
 * @param imagesSeen the images that those steps were trained on
 * @param digest SHA-256 over its tensors, 64 hexadecimal digits
 * @param attempt 0, or more where the step was made again with other weights
 * @param publishedAt milliseconds since 1970
 * @param metrics training metrics of the last step before it, by name
 */
public record SnapshotPublished(
    String location,
    long step,
    long imagesSeen,
    String digest,
    int attempt,
    long publishedAt,
    Map<String, Double> metrics) {}
