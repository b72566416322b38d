package io.hsicflow.pipeline.demo;

import static org.assertj.core.api.Assertions.assertThat;

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

  @Test
  void threePointsAboveEverythingWithoutTrainingIsTheMark() {
    assertThat(Verdict.of(scores(0.60, 0.49, 0.63), true, true).exitCode()).isZero();
    assertThat(Verdict.of(scores(0.60, 0.49, 0.6295), true, true).exitCode()).isEqualTo(3);
    assertThat(Verdict.of(scores(0.40, 0.62, 0.63), true, true).exitCode()).isEqualTo(3);
  }

  @Test
  void theSentenceNamesTheNumbersAndTheWayOut() {
    Verdict verdict = Verdict.of(scores(0.60, 0.49, 0.61), true, true);
    assertThat(verdict.sentence())
        .contains("61.0 %")
        .contains("1.0 points above")
        .contains("--minutes");
  }

  @Test
  void anyNumberThatIsNotFiniteMisses() {
    assertThat(Verdict.of(scores(0.60, 0.49, 0.9), true, false).exitCode()).isEqualTo(3);
    assertThat(Verdict.of(scores(Double.NaN, 0.49, 0.9), true, true).exitCode()).isEqualTo(3);
    Score broken =
        new Score(
            "t", Score.Kind.TRAINED, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    assertThat(Verdict.of(List.of(broken), false, true).exitCode()).isEqualTo(3);
  }

  @Test
  void withoutLabelsFiniteNumbersAreEnough() {
    Score trained = new Score("t", Score.Kind.TRAINED, Double.NaN, Double.NaN, Double.NaN, 30, 0.8);
    assertThat(Verdict.of(List.of(trained), false, true).exitCode()).isZero();
  }
}
