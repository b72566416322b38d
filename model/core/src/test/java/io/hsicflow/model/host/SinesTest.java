package io.hsicflow.model.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hsicflow.model.random.CounterRandom;
import io.hsicflow.model.random.Purpose;
import org.junit.jupiter.api.Test;

class SinesTest {
  @Test
  void sineAndCosineAreRightToTheRoundingOfTheirArgument() {
    CounterRandom random = CounterRandom.at(1, Purpose.TEST, 0, 0);
    for (double range : new double[] {1e-9, 1, 10, 1e3, 1e6}) {
      double[] x = new double[5000];
      for (int i = 0; i < x.length; i++) {
        x[i] = i < 9 ? (i - 4) * Math.PI / 2 : random.uniform(-range, range);
      }
      double[] sines = x.clone();
      double[] cosines = x.clone();
      Sines.sin(sines, sines.length);
      Sines.cos(cosines, cosines.length);
      for (int i = 0; i < x.length; i++) {
        double bar = 1e-15 + 2e-16 * Math.abs(x[i]);
        assertThat(sines[i]).as("sin %s", x[i]).isCloseTo(StrictMath.sin(x[i]), within(bar));
        assertThat(cosines[i]).as("cos %s", x[i]).isCloseTo(StrictMath.cos(x[i]), within(bar));
      }
    }
  }
}
