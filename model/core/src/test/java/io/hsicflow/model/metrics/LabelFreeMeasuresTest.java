package io.hsicflow.model.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LabelFreeMeasuresTest {
  private static final Vectors AXES = new Vectors(new float[] {1, 0, 0, 2, -3, 0, 0, -4}, 2);
  private static final Vectors EQUAL = new Vectors(new float[] {1, 1, 2, 2, 3, 3}, 2);

  @Test
  void rankMeCountsTheDimensionsInUse() {
    assertThat(RankMe.of(new Vectors(new float[] {1, 0, 0, 1, 1, 0, 0, 1}, 2)))
        .isCloseTo(2, within(1e-5));
    assertThat(RankMe.of(EQUAL)).isCloseTo(1, within(1e-5));
  }

  @Test
  void alignmentIsNothingForEqualViewsAndTwoForUnrelatedOnes() {
    assertThat(Alignment.of(AXES, AXES)).isZero();
    assertThat(Alignment.of(new Vectors(new float[] {1, 0}, 2), new Vectors(new float[] {0, 9}, 2)))
        .isCloseTo(2, within(1e-12));
  }

  @Test
  void uniformityIsZeroForEqualAndFallsAsTheySpread() {
    assertThat(Uniformity.of(EQUAL)).isCloseTo(0, within(1e-12));
    // Of the 6 pairs of the four axes 4 are at squared distance 2 and 2 at 4.
    assertThat(Uniformity.of(AXES))
        .isCloseTo(Math.log((4 * Math.exp(-4) + 2 * Math.exp(-8)) / 6), within(1e-12));
  }

  @Test
  void deviationIsOneForIsotropicAndZeroForCollapsedEmbeddings() {
    assertThat(EmbeddingDeviation.of(AXES)).isCloseTo(1, within(1e-12));
    assertThat(EmbeddingDeviation.of(EQUAL)).isCloseTo(0, within(1e-7));
  }

  @Test
  void oneBadValueIsNamedRatherThanSpread() {
    Vectors bad = new Vectors(new float[] {1, Float.NaN}, 2);
    assertThatThrownBy(() -> RankMe.of(bad)).hasMessageContaining("not finite");
    assertThatThrownBy(() -> EmbeddingDeviation.of(bad)).hasMessageContaining("diverged");
    assertThatThrownBy(() -> Uniformity.of(new Vectors(new float[] {1, 2}, 2)))
        .hasMessageContaining("1 vectors");
    assertThatThrownBy(() -> Alignment.of(AXES, EQUAL)).hasMessageContaining("do not match");
  }
}
