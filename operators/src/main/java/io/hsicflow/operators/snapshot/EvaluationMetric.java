package io.hsicflow.operators.snapshot;

import java.util.List;
import java.util.Optional;

/**
 * One result of one evaluation, higher is better: {@code knn.top1} is the metric {@code top1} of
 * the evaluation {@code knn}.
 *
 * @param evaluation the name of the evaluation
 * @param metric the name in its metrics
 */
public record EvaluationMetric(String evaluation, String metric) {

  /**
   * Parses {@code EVALUATION.METRIC}.
   *
   * @throws IllegalArgumentException where it is not of that form
   */
  public static EvaluationMetric of(String text) {
    int point = text.lastIndexOf('.');
    if (point < 1 || point == text.length() - 1) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is no metric of an evaluation: write the evaluation's name, a point and the metric's, such as"
              + " knn.top1.");
    }
    return new EvaluationMetric(text.substring(0, point), text.substring(point + 1));
  }

  /** A value of it. */
  record Score(double value, long images) {}

  /** Its value in {@code evaluations}, if it is there. */
  Optional<Score> in(List<SnapshotEvaluation> evaluations) {
    return evaluations.stream()
        .filter(candidate -> candidate.name().equals(evaluation))
        .filter(candidate -> candidate.metrics().containsKey(metric))
        .map(candidate -> new Score(candidate.metrics().get(metric), candidate.images()))
        .findFirst();
  }

  /** The number alone, NaN where it is none. */
  public Optional<Double> valueIn(List<SnapshotEvaluation> evaluations) {
    return in(evaluations).map(Score::value);
  }

  @Override
  public String toString() {
    return evaluation + "." + metric;
  }
}
