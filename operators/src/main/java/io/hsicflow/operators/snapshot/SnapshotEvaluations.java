package io.hsicflow.operators.snapshot;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The evaluations of one snapshot, kept beside it in {@code step-STEP-DIGEST12.evaluations.json}: a
 * list of objects with {@code name}, {@code evaluatedAt} (milliseconds since 1970), {@code images}
 * and {@code metrics}, one for each name. A metric that is no finite number is null there. The
 * snapshot's own file never changes.
 */
public final class SnapshotEvaluations {

  private final SnapshotFile snapshot;
  private final JsonFile file;

  private SnapshotEvaluations(SnapshotFile snapshot) {
    this.snapshot = snapshot;
    this.file = snapshot.beside(BesideFile.EVALUATIONS);
  }

  /** Those of {@code snapshot}. */
  public static SnapshotEvaluations of(SnapshotFile snapshot) {
    return new SnapshotEvaluations(snapshot);
  }

  /** Where they are kept. */
  public String location() {
    return file.path().toString();
  }

  /**
   * All of them, in the order in which their names came; none where there is no file.
   *
   * @throws IOException with a sentence where the file cannot be read or is damaged
   */
  public List<SnapshotEvaluation> read() throws IOException {
    Optional<Object> value = file.read();
    if (value.isEmpty()) {
      return List.of();
    }
    if (!(value.get() instanceof List<?> items)) {
      throw file.damaged("it is no list of evaluations.", null);
    }
    List<SnapshotEvaluation> evaluations = new ArrayList<>();
    for (Object item : items) {
      evaluations.add(evaluation(item));
    }
    return List.copyOf(evaluations);
  }

  /**
   * Adds {@code evaluations} to those that are there, each in place of the one of its name. One
   * writer at a time: of two at once one may lose what it added, and the file stays whole. Where
   * the snapshot is gone, as when it was pruned meanwhile, nothing is kept.
   *
   * @return whether they are kept
   * @throws IOException with a sentence where the file is damaged or cannot be written
   */
  public boolean put(List<SnapshotEvaluation> evaluations) throws IOException {
    Map<String, SnapshotEvaluation> byName = new LinkedHashMap<>();
    read().forEach(evaluation -> byName.put(evaluation.name(), evaluation));
    evaluations.forEach(evaluation -> byName.put(evaluation.name(), evaluation));
    return snapshot.putJson(
        BesideFile.EVALUATIONS, byName.values().stream().map(SnapshotEvaluation::object).toList());
  }

  private SnapshotEvaluation evaluation(Object item) throws IOException {
    if (item instanceof Map<?, ?> object
        && object.get(SnapshotEvaluation.NAME) instanceof String name
        && object.get(SnapshotEvaluation.EVALUATED_AT) instanceof Long evaluatedAt
        && object.get(SnapshotEvaluation.IMAGES) instanceof Long images
        && object.get(SnapshotEvaluation.METRICS) instanceof Map<?, ?> metrics) {
      return new SnapshotEvaluation(name, evaluatedAt, images, numbers(metrics));
    }
    throw file.damaged(
        "one of its evaluations has no name, evaluatedAt, images and metrics.", null);
  }

  private Map<String, Double> numbers(Map<?, ?> metrics) throws IOException {
    Map<String, Double> numbers = new LinkedHashMap<>();
    for (Map.Entry<?, ?> metric : metrics.entrySet()) {
      Object value = metric.getValue();
      if (value != null && !(value instanceof Number)) {
        throw file.damaged("its metric " + metric.getKey() + " is no number.", null);
      }
      numbers.put(
          (String) metric.getKey(), value == null ? Double.NaN : ((Number) value).doubleValue());
    }
    return numbers;
  }
}
