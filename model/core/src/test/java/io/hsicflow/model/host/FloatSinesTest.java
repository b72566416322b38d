package io.hsicflow.model.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hsicflow.model.random.CounterRandom;
import io.hsicflow.model.random.Purpose;
import org.junit.jupiter.api.Test;

class FloatSinesTest {
  private static final double ERROR = 3e-7;

  @Test
  void sineAndCosineAreRightToTheRoundingOfTheirArgument() {
    CounterRandom random = CounterRandom.at(1, Purpose.TEST, 0, 0);
    for (double range : new double[] {1e-9, 1, 10, 1e3, 1e4}) {
      float[] x = new float[5000];
      for (int i = 0; i < x.length; i++) {
        x[i] = (float) (i < 9 ? (i - 4) * Math.PI / 2 : random.uniform(-range, range));
      }
      float[] sines = x.clone();
      float[] cosines = x.clone();
      FloatSines.sin(sines, sines.length);
      FloatSines.cos(cosines, cosines.length);
      for (int i = 0; i < x.length; i++) {
        double bar = ERROR + 6e-8 * Math.abs(x[i]);
        assertThat((double) sines[i])
            .as("sin %s", x[i])
            .isCloseTo(StrictMath.sin(x[i]), within(bar));
        assertThat((double) cosines[i])
            .as("cos %s", x[i])
            .isCloseTo(StrictMath.cos(x[i]), within(bar));
      }
    }
  }

  @Test
  void resultsStayInRangeForHugeArgumentsAndNotANumberStaysOne() {
    float[] huge = {1e6f, -1e7f, 3e9f, -1e20f, Float.MAX_VALUE, Float.NaN};
    float[] sines = huge.clone();
    float[] cosines = huge.clone();
    FloatSines.sin(sines, sines.length);
    FloatSines.cos(cosines, cosines.length);
    for (int i = 0; i < huge.length - 1; i++) {
      assertThat((double) sines[i]).isBetween(-1 - ERROR, 1 + ERROR);
      assertThat((double) cosines[i]).isBetween(-1 - ERROR, 1 + ERROR);
    }
    assertThat(sines[huge.length - 1]).isNaN();
    assertThat(cosines[huge.length - 1]).isNaN();
  }
}
