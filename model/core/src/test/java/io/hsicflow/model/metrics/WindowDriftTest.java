package io.hsicflow.model.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hsicflow.model.random.CounterRandom;
import io.hsicflow.model.random.Purpose;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class WindowDriftTest {

  private static final int DIMENSION = 6;
  private static final Runnable ON = () -> {};

  /** One in twenty is above the noise: of 60 windows more than 10 once in 5,000 times. */
  @Test
  void withoutAChangeItIsBelowItsNoiseAsOftenAsItSays() {
    int above = 0;
    double sum = 0;
    for (int pair = 0; pair < 60; pair++) {
      WindowDrift drift =
          WindowDrift.of(cloud(2 * pair, 60, 0, 1), cloud(2 * pair + 1, 40, 0, 1), 0, ON);
      above += drift.value() > drift.noise() ? 1 : 0;
      sum += drift.value();
    }
    assertThat(above).isLessThanOrEqualTo(10);
    assertThat(sum / 60).as("no bias").isCloseTo(0, within(0.004));
  }

  @Test
  void aWindowThatMovedOrSpreadIsClearlyAboveItsNoise() {
    Vectors before = cloud(0, 300, 0, 1);
    for (Vectors changed : new Vectors[] {cloud(1, 300, 0.7f, 1), cloud(1, 300, 0, 3)}) {
      WindowDrift drift = WindowDrift.of(before, changed, 0, ON);
      assertThat(drift.value()).isGreaterThan(5 * drift.noise());
      assertThat(WindowDrift.of(changed, before, 0, ON).value())
          .as("either way round")
          .isCloseTo(drift.value(), within(1e-6));
    }
  }

  @Test
  void withoutAChangeNoiseFallsWithTheSizeOfTheWindows() {
    double few = WindowDrift.of(cloud(0, 20, 0, 1), cloud(1, 20, 0, 1), 0, ON).noise();
    double many = WindowDrift.of(cloud(2, 320, 0, 1), cloud(3, 320, 0, 1), 0, ON).noise();

    assertThat(many).isPositive().isLessThan(few / 8);
  }

  /** Unit to the kernel is the spread of both: two points lie 2 apart, and 2 - 2 / sqrt(5). */
  @Test
  void twoPicturesOverAndOverAreAsFarAsWindowsGet() {
    float[] left = new float[400];
    float[] right = new float[400];
    Arrays.fill(right, 7);

    WindowDrift drift = WindowDrift.of(new Vectors(left, 4), new Vectors(right, 4), 0, ON);
    assertThat(drift.value()).isCloseTo(2 - 2 / Math.sqrt(5), within(0.1));
    assertThat(WindowDrift.of(new Vectors(left, 4), new Vectors(left, 4), 0, ON).value())
        .isCloseTo(0, within(1e-9));
  }

  @Test
  void theSameWindowsHaveTheSameFiguresToTheBit() {
    Vectors before = cloud(0, 30, 0, 1);
    Vectors now = cloud(1, 30, 0, 1);

    assertThat(WindowDrift.of(before, now, 5, ON)).isEqualTo(WindowDrift.of(before, now, 5, ON));
  }

  @Test
  void refusesWhatItCannotCompare() {
    Vectors one = new Vectors(new float[DIMENSION], DIMENSION);
    Vectors some = cloud(0, 5, 0, 1);
    assertThatThrownBy(() -> WindowDrift.of(some, one, 0, ON)).hasMessageContaining("1 vectors");
    assertThatThrownBy(() -> WindowDrift.of(one, some, 0, ON)).hasMessageContaining("1 vectors");
    assertThatThrownBy(() -> WindowDrift.of(some, new Vectors(new float[8], 4), 0, ON))
        .hasMessageContaining("6 dimensions and of 4");
  }

  private static Vectors cloud(int draw, int count, float shift, double deviation) {
    CounterRandom random = CounterRandom.at(7, Purpose.TEST, 1, draw);
    float[] values = new float[count * DIMENSION];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (shift + deviation * random.nextGaussian());
    }
    return new Vectors(values, DIMENSION);
  }
}
