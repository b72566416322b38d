package io.hsicflow.schemas.record;

import java.util.Map;

/**
 * How good a snapshot was found to be: the fields of the Avro schema Evaluation.
 *
 * @param name what was measured and how
 * @param images the number of images judged
 * @param evaluatedAt milliseconds since 1970
 * @param metrics results by name; shares between 0 and 1
 */
public record EvaluationResult(
    String name,
    long snapshotStep,
    String snapshotDigest,
    long imagesSeen,
    long evaluatedAt,
    long images,
    Map<String, Double> metrics) {}
