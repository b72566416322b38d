package io.hsicflow.pipeline.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScoreTableTest {
  private static final double NONE = Double.NaN;
  private static final List<Score> SCORES =
      List.of(
          new Score("raw pixels, Euclidean", Score.Kind.PIXELS, 0.568, NONE, NONE, NONE, NONE),
          new Score(
              "raw pixels at 16 x 16", Score.Kind.PIXELS_TO_LEARN, NONE, NONE, 0.6, NONE, NONE),
          new Score("trained encoder", Score.Kind.TRAINED, 0.72345, 0.7, NONE, 31.25, 0.8765));

  @Test
  void accuraciesArePercentAndWhatDoesNotApplyIsADash() {
    assertThat(new ScoreTable(SCORES, true).lines())
        .containsExactly(
            "kNN                        k = 5    k = 200     linear   RankMe  deviation",
            "raw pixels, Euclidean    56.80 %          -          -        -          -",
            "raw pixels at 16 x 16          -          -    60.00 %        -          -",
            "trained encoder          72.35 %    70.00 %          -     31.3      0.877");
  }

  @Test
  void withoutLabelsThereAreNoAccuracies() {
    List<Score> scores =
        List.of(new Score("trained encoder", Score.Kind.TRAINED, NONE, NONE, NONE, 31.25, 0.8765));
    assertThat(new ScoreTable(scores, false).lines())
        .containsExactly(
            "                  RankMe  deviation", "trained encoder     31.3      0.877");
  }

  @Test
  void theCsvHasFractionsInFullAndEmptyCells() {
    assertThat(new ScoreTable(SCORES, true).csv())
        .containsExactly(
            "name,kind,knn5,knn200,linear,rankme,deviation",
            "\"raw pixels, Euclidean\",pixels,0.568,,,,",
            "\"raw pixels at 16 x 16\",pixels_to_learn,,,0.6,,",
            "\"trained encoder\",trained,0.72345,0.7,,31.25,0.8765");
  }
}
