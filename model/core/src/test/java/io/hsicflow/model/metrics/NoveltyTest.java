package io.hsicflow.model.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hsicflow.model.random.CounterRandom;
import io.hsicflow.model.random.Purpose;
import org.junit.jupiter.api.Test;

class NoveltyTest {

  private static final int DIMENSION = 8;
  private static final Runnable ON = () -> {};

  private final Vectors bank = around(0, 200, 0);
  private final Vectors before = around(1, 100, 0);

  @Test
  void whatIsInTheBankOrInTheWindowBeforeIsNotNew() {
    assertThat(Novelty.of(bank, before, bank, ON).value()).isCloseTo(0, within(1e-5));
    assertThat(Novelty.of(bank, before, before, ON).value()).isCloseTo(0, within(1e-5));
  }

  @Test
  void imagesAsTheyAlwaysAreAreAsNewAsThoseBefore() {
    Novelty novelty = Novelty.of(bank, before, around(2, 100, 0), ON);

    assertThat(novelty.before()).isPositive();
    assertThat(novelty.value()).isBetween(0.7 * novelty.before(), 1.4 * novelty.before());
  }

  /** The bank knows 4 of 8 axes alone; on the others nothing points their way. */
  @Test
  void imagesOfAnotherKindAreNewer() {
    Novelty novelty = Novelty.of(bank, before, around(2, 100, 4), ON);

    assertThat(novelty.value()).isGreaterThan(3 * novelty.before()).isLessThan(1.3);
  }

  @Test
  void aWindowOfOnePictureOverAndOverIsNotNewToItself() {
    Vectors still = around(3, 1, 0).select(new int[50]);

    assertThat(Novelty.of(bank, still, still, ON).before()).isCloseTo(0, within(1e-5));
  }

  @Test
  void noImagesHaveNoNovelty() {
    Vectors none = new Vectors(new float[0], DIMENSION);
    assertThatThrownBy(() -> Novelty.of(bank, before, none, ON)).hasMessageContaining("0 vectors");
    assertThatThrownBy(() -> Novelty.of(new Vectors(new float[3], 3), before, none, ON))
        .hasMessageContaining("3 dimensions and of 8");
  }

  /** Vectors along four axes from {@code axis} on. */
  private static Vectors around(int draw, int count, int axis) {
    CounterRandom random = CounterRandom.at(9, Purpose.TEST, 2, draw);
    float[] values = new float[count * DIMENSION];
    for (int i = 0; i < count; i++) {
      for (int d = axis; d < axis + 4; d++) {
        values[i * DIMENSION + d] = (float) random.nextGaussian();
      }
    }
    return new Vectors(values, DIMENSION);
  }
}
