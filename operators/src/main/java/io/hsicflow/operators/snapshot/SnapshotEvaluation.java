package io.hsicflow.operators.snapshot;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How good a snapshot was found to be, as {@link SnapshotEvaluations} keep it: the fields of the
 * Avro schema Evaluation that do not name the snapshot.
 *
 * @param name what was measured and how, {@code knn} for example
 * @param evaluatedAt milliseconds since 1970
 * @param images the number of images judged
 * @param metrics results by name, in order; shares between 0 and 1, NaN for a result that is no
 *     finite number
 */
public record SnapshotEvaluation(
    String name, long evaluatedAt, long images, Map<String, Double> metrics) {

  static final String NAME = "name";
  static final String EVALUATED_AT = "evaluatedAt";
  static final String IMAGES = "images";
  static final String METRICS = "metrics";

  /** Takes a copy of the metrics. */
  public SnapshotEvaluation {
    Map<String, Double> copy = new LinkedHashMap<>(metrics);
    copy.replaceAll((metric, value) -> Double.isFinite(value) ? value : Double.NaN);
    metrics = Collections.unmodifiableMap(copy);
  }

  /** As an object of JSON; a result that is no number is null there. */
  public Map<String, Object> object() {
    Map<String, Object> results = new LinkedHashMap<>();
    metrics.forEach((metric, value) -> results.put(metric, Double.isNaN(value) ? null : value));
    Map<String, Object> object = new LinkedHashMap<>();
    object.put(NAME, name);
    object.put(EVALUATED_AT, evaluatedAt);
    object.put(IMAGES, images);
    object.put(METRICS, results);
    return object;
  }
}
