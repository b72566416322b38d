package io.hsicflow.pipeline.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.pipeline.report.Trouble;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {
  private static Score score(Score.Kind kind, double nearest5) {
    return new Score(
        kind.name(), kind, nearest5, 0.5, 0.5, kind == Score.Kind.PIXELS ? Double.NaN : 20, 0.9);
  }

  private static List<Score> scores(double pixels, double untrained, double trained) {
    return List.of(
        score(Score.Kind.PIXELS, pixels),
        score(Score.Kind.PIXELS, pixels - 0.1),
        score(Score.Kind.UNTRAINED, untrained),
        score(Score.Kind.TRAINED, trained));
  }

  private static Verdict verdict(List<Score> scores) {
    return Verdict.of(scores, true, Trouble.none());
  }

  @Test
  void threePointsAboveEverythingWithoutTrainingIsTheMark() {
    assertThat(verdict(scores(0.60, 0.49, 0.63)).exitCode()).isZero();
    assertThat(verdict(scores(0.60, 0.49, 0.6295)).exitCode()).isEqualTo(3);
    assertThat(verdict(scores(0.40, 0.62, 0.63)).exitCode()).isEqualTo(3);
  }

  @Test
  void aClassifierOfPixelsHasNoNeighboursToCompareWith() {
    List<Score> scores = new ArrayList<>(scores(0.60, 0.49, 0.63));
    scores.add(score(Score.Kind.PIXELS_TO_LEARN, Double.NaN));

    assertThat(verdict(scores).exitCode()).isZero();
  }

  @Test
  void aRunThatWasTooShortIsToldToTrainForLonger() {
    assertThat(verdict(scores(0.60, 0.49, 0.61)).sentence())
        .contains("61.0 %", "1.0 points above", "Train for longer: --minutes or --steps.");
  }

  @Test
  void aRunThatReachedTheMarkIsToldNothingToDo() {
    assertThat(verdict(scores(0.60, 0.49, 0.70)).sentence())
        .isEqualTo(
            "The trained encoder's 5 nearest neighbours are right for 70.0 % of the query, 10.0 points above the best"
                + " without training (PIXELS).");
  }

  @Test
  void aSpoiledRunMissesAndIsToldTheCauseAndNotToTrainForLonger() {
    Trouble collapse = new Trouble(List.of("All 8 snapshots were refused."), true);

    for (double trained : List.of(0.2, 0.9)) {
      Verdict verdict = Verdict.of(scores(0.60, 0.49, trained), true, collapse);

      assertThat(verdict.exitCode()).isEqualTo(3);
      assertThat(verdict.sentence())
          .startsWith("All 8 snapshots were refused. " + Trouble.WAY_OUT)
          .contains("points " + (trained < 0.6 ? "below" : "above"))
          .contains("learner.peak-rate", "learner.warmup-steps")
          .doesNotContain("Train for longer");
    }
  }

  @Test
  void aSnapshotThatWasRefusedInARunThatIsWholeIsMentionedLast() {
    Trouble refused = new Trouble(List.of("1 of 8 snapshots were refused."), false);

    Verdict verdict = Verdict.of(scores(0.60, 0.49, 0.70), true, refused);

    assertThat(verdict.exitCode()).isZero();
    assertThat(verdict.sentence()).endsWith("(PIXELS). 1 of 8 snapshots were refused.");
  }

  @Test
  void anyNumberThatIsNotFiniteMisses() {
    assertThat(verdict(scores(Double.NaN, 0.49, 0.9)).exitCode()).isEqualTo(3);
    Score broken =
        new Score(
            "t", Score.Kind.TRAINED, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    Verdict verdict = Verdict.of(List.of(broken), false, Trouble.none());
    assertThat(verdict.exitCode()).isEqualTo(3);
    assertThat(verdict.sentence()).contains("not finite", "learner.peak-rate");
  }

  @Test
  void withoutLabelsFiniteNumbersAreEnoughUnlessTheRunIsSpoiled() {
    List<Score> trained =
        List.of(new Score("t", Score.Kind.TRAINED, Double.NaN, Double.NaN, Double.NaN, 30, 0.8));
    assertThat(Verdict.of(trained, false, Trouble.none()).exitCode()).isZero();
    assertThat(Verdict.of(trained, false, new Trouble(List.of("Bad."), true)).exitCode())
        .isEqualTo(3);
  }
}
