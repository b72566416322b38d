package io.hsicflow.operators.snapshot;

import io.hsicflow.operators.snapshot.SnapshotVerdict.Outcome;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.ReadableConfig;

/**
 * Decides by what is known of a snapshot whether it may be used: it is finite, its embeddings have
 * not collapsed, and where it was evaluated it is not worse than the best by more than a tolerance.
 */
final class ReleaseRule {

  private static final String EMBEDDING_STD = "embeddingStd";

  private final EvaluationMetric metric;
  private final double tolerance;
  private final double embeddingStd;
  private final boolean needsEvaluation;

  /**
   * @throws IllegalArgumentException with a sentence where an option cannot be
   */
  ReleaseRule(ReadableConfig config) {
    metric = metric(config);
    tolerance = config.get(ReleaseOptions.TOLERANCE);
    embeddingStd = config.get(ReleaseOptions.EMBEDDING_STD);
    needsEvaluation = config.get(ReleaseOptions.AFTER) == ReleaseMoment.EVALUATION;
    if (!(tolerance >= 0 && Double.isFinite(tolerance))) {
      throw new IllegalArgumentException(
          ReleaseOptions.TOLERANCE.key() + " is " + tolerance + "; it must be 0 or more.");
    }
    if (!(embeddingStd >= 0 && embeddingStd <= 1)) {
      throw new IllegalArgumentException(
          ReleaseOptions.EMBEDDING_STD.key() + " is " + embeddingStd + "; it must be from 0 to 1.");
    }
  }

  /** The result that the rule compares. */
  static EvaluationMetric metric(ReadableConfig config) {
    return EvaluationMetric.of(config.get(ReleaseOptions.METRIC));
  }

  /** The result that this rule compares. */
  EvaluationMetric metric() {
    return metric;
  }

  /**
   * Judges {@code entry}.
   *
   * @param best the snapshot of the highest {@link #metric} over as many images, if there is one
   * @param now milliseconds since 1970
   */
  SnapshotVerdict judge(SnapshotEntry entry, Optional<EvaluationMetric.Score> best, long now) {
    return refusal(entry, best)
        .map(refusal -> new SnapshotVerdict(Outcome.REFUSED, refusal.spoiled, refusal.reason, now))
        .orElseGet(() -> acceptance(entry, best, now));
  }

  /**
   * Why a snapshot must not be used.
   *
   * @param spoiled whether learning went wrong
   */
  private record Refusal(boolean spoiled, String reason) {
    static Optional<Refusal> spoiled(String reason) {
      return Optional.of(new Refusal(true, reason));
    }
  }

  private Optional<Refusal> refusal(SnapshotEntry entry, Optional<EvaluationMetric.Score> best) {
    if (entry.description().isEmpty()) {
      return Optional.of(
          new Refusal(
              false,
              "What is to be known of it is missing: the description beside it is not there or damaged."));
    }
    SnapshotDescription description = entry.description().get();
    if (!description.finite()) {
      return Refusal.spoiled("It has numbers that are not finite.");
    }
    if (description.held()) {
      return Refusal.spoiled("The learner's guard held it back for a collapse of its embeddings.");
    }
    Map<String, Double> metrics = description.notes().metrics();
    Double spread = metrics.get(EMBEDDING_STD);
    if (spread == null && !metrics.isEmpty()) {
      // Of a step's numbers the finite ones are kept: finite weights may give others.
      return Refusal.spoiled(
          "The spread of its embeddings was no finite number at the step before it.");
    }
    if (spread != null && spread < embeddingStd) {
      return Refusal.spoiled(
          "Its embeddings have collapsed: their spread was %s, less than %s (%s)."
              .formatted(number(spread), number(embeddingStd), ReleaseOptions.EMBEDDING_STD.key()));
    }
    Optional<EvaluationMetric.Score> score = metric.in(entry.evaluations());
    if (score.isEmpty()) {
      return Optional.empty();
    }
    double value = score.get().value();
    if (Double.isNaN(value)) {
      return Refusal.spoiled("Its " + metric + " is no number.");
    }
    return best.filter(other -> value < other.value() - tolerance)
        .map(
            other ->
                new Refusal(
                    false,
                    "Its %s of %s is below the best, %s, by more than %s (%s)."
                        .formatted(
                            metric,
                            number(value),
                            number(other.value()),
                            number(tolerance),
                            ReleaseOptions.TOLERANCE.key())));
  }

  private SnapshotVerdict acceptance(
      SnapshotEntry entry, Optional<EvaluationMetric.Score> best, long now) {
    Optional<EvaluationMetric.Score> score = metric.in(entry.evaluations());
    if (score.isEmpty()) {
      return needsEvaluation
          ? SnapshotVerdict.whole(
              Outcome.WAITING,
              "It is finite and has not collapsed; its " + metric + " is awaited.",
              now)
          : SnapshotVerdict.whole(
              Outcome.PASSED,
              "It is finite and has not collapsed; its " + metric + " is not known.",
              now);
    }
    String compared =
        best.map(other -> "the best is " + number(other.value()))
            .orElse("there is none to compare with");
    return SnapshotVerdict.whole(
        Outcome.PASSED,
        "It is finite, has not collapsed, and its %s is %s; %s."
            .formatted(metric, number(score.get().value()), compared),
        now);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4g", value);
  }
}
