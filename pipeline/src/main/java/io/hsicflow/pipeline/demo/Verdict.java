package io.hsicflow.pipeline.demo;

import io.hsicflow.pipeline.report.Trouble;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Whether a demo reached its mark: learning not spoiled and, where there are labels, the trained
 * encoder's 5 neighbours right more often than those of the best raw pixels and of the untrained
 * encoder, by 3 points.
 *
 * @param reached whether it did
 * @param sentence why, or why not
 */
record Verdict(boolean reached, String sentence) {
  /** Exit code of a demo that reached its mark. */
  static final int REACHED = 0;

  /** Exit code of one that ran and did not. */
  static final int MISSED = 3;

  private static final double MARGIN = 0.03;

  /**
   * Judges a complete run.
   *
   * @param trouble what went wrong while it learned; the sentence has all of it
   */
  static Verdict of(List<Score> scores, boolean labelled, Trouble trouble) {
    Verdict accuracy = accuracy(scores, labelled, trouble.spoiled());
    if (trouble.isEmpty()) {
      return accuracy;
    }
    return trouble.spoiled()
        ? new Verdict(false, trouble.sentence() + " " + accuracy.sentence)
        : new Verdict(accuracy.reached, accuracy.sentence + " " + trouble.sentence());
  }

  private static Verdict accuracy(List<Score> scores, boolean labelled, boolean spoiled) {
    Optional<Score> trained = best(scores, score -> score.kind() == Score.Kind.TRAINED);
    if (trained.isEmpty() || !Double.isFinite(trained.get().rankMe())) {
      return new Verdict(
          false,
          "The trained encoder's embeddings are not finite numbers."
              + (spoiled ? "" : " " + Trouble.WAY_OUT));
    }
    if (!labelled) {
      return new Verdict(
          true,
          (spoiled ? "The embeddings" : "All numbers")
              + " are finite; without labels there is no accuracy to compare.");
    }
    Optional<Score> other =
        best(
            scores,
            score -> score.kind() == Score.Kind.PIXELS || score.kind() == Score.Kind.UNTRAINED);
    if (other.isEmpty() || !Double.isFinite(other.get().nearest5())) {
      return new Verdict(
          false, "There is no finite accuracy to compare the trained encoder's with.");
    }
    double ahead = trained.get().nearest5() - other.get().nearest5();
    // Accuracies are multiples of one over the query's size; a rounding error must not decide.
    boolean reached = ahead >= MARGIN - 1e-9;
    return new Verdict(
        reached,
        String.format(
            Locale.ROOT,
            "The trained encoder's 5 nearest neighbours are right for %.1f %% of the query, %.1f points %s the best"
                + " without training (%s)%s%s",
            100 * trained.get().nearest5(),
            100 * Math.abs(ahead),
            ahead >= 0 ? "above" : "below",
            other.get().name(),
            reached ? "." : "; the mark is 3 points above.",
            reached || spoiled ? "" : " Train for longer: --minutes or --steps."));
  }

  /** The exit code that says so. */
  int exitCode() {
    return reached ? REACHED : MISSED;
  }

  private static Optional<Score> best(List<Score> scores, Predicate<Score> which) {
    // NaN compares as the largest: a number that is not finite must be seen, not passed over.
    return scores.stream().filter(which).max((a, b) -> Double.compare(a.nearest5(), b.nearest5()));
  }
}
