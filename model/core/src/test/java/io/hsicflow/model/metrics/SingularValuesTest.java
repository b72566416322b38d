package io.hsicflow.model.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SingularValuesTest {
  @Test
  void aDiagonalMatrixHasItsEntries() {
    Vectors rows = new Vectors(new float[] {3, 0, 0, 0, -5, 0, 0, 0, 0.25f, 0, 0, 0}, 3);
    assertThat(SingularValues.of(rows)).containsExactly(new double[] {5, 3, 0.25}, within(1e-14));
  }

  @Test
  void aWideMatrixHasAsManyAsRows() {
    Vectors rows = new Vectors(new float[] {1, 1, 1, 1, 1, -1, 1, -1}, 4);
    assertThat(SingularValues.of(rows)).containsExactly(new double[] {2, 2}, within(1e-14));
  }

  @Test
  void smallValuesBesideLargeOnesKeepTheirDigits() {
    // Columns 1 and 1 + 1e-7 apart: the Gram matrix could not tell them from each other.
    float[] values = new float[2 * 1000];
    for (int i = 0; i < 1000; i++) {
      values[2 * i] = 1;
      values[2 * i + 1] = i % 2 == 0 ? 1.0000001f : 1;
    }
    double step = 1.0000001f - 1.0;
    // The columns are u and u + step h: sigma1 sigma2 = sqrt(det of the Gram matrix) = step |u| |h
    // - mean(h) u|.
    double product = step * Math.sqrt(1000) * Math.sqrt(250);
    double[] sigma = SingularValues.of(new Vectors(values, 2));
    assertThat(sigma[1]).isCloseTo(product / sigma[0], within(1e-8 * product / sigma[0]));
  }

  @Test
  void aMatrixWithoutFullRankHasZerosToRounding() {
    Random random = new Random(7);
    float[] values = new float[300 * 24];
    for (int i = 0; i < 300; i++) {
      float a = (float) random.nextGaussian();
      float b = (float) random.nextGaussian();
      for (int j = 0; j < 24; j++) {
        values[i * 24 + j] = j % 2 == 0 ? a : b;
      }
    }
    double[] sigma = SingularValues.of(new Vectors(values, 24));
    assertThat(sigma[1]).isGreaterThan(40);
    for (int i = 2; i < 24; i++) {
      assertThat(sigma[i]).isLessThan(1e-12);
    }
  }

  @Test
  void squaresSumToTheSquaredNorm() {
    Random random = new Random(8);
    float[] values = new float[777 * 130];
    double norm = 0;
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
      norm += (double) values[i] * values[i];
    }
    double sum = 0;
    for (double s : SingularValues.of(new Vectors(values, 130))) {
      sum += s * s;
    }
    assertThat(sum).isCloseTo(norm, within(1e-10 * norm));
  }

  @Test
  void zerosHaveNothing() {
    assertThat(SingularValues.of(new Vectors(new float[12], 3))).containsOnly(0);
  }
}
