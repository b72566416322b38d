package io.hsicflow.model.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hsicflow.model.golden.GoldenErrors;
import io.hsicflow.model.golden.GoldenFiles;
import io.hsicflow.model.parity.Parity;
import io.hsicflow.model.random.CounterRandom;
import io.hsicflow.model.random.Purpose;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FrequencySamplerTest {
  private static final GoldenErrors ERRORS = new GoldenErrors();

  @AfterAll
  static void write() {
    ERRORS.write(FrequencySamplerTest.class);
  }

  @Test
  void normsFollowTheQuantilesOfTheReference() throws IOException {
    ERRORS.check(Parity.plain(GoldenFiles.open("reference/rff-amplitude.json")));
  }

  @Test
  void orthogonalDirectionsAreOrthogonalWithinTheirBlocks() {
    int d = 12;
    int rows = 30;
    double[] w =
        new FrequencySampler(Kernel.GAUSSIAN, FeatureDirections.ORTHOGONAL)
            .sample(test(1), rows, d);
    double[] norms = norms(w, rows, d);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < i; j++) {
        if (i / d == j / d) {
          double dot = 0;
          for (int k = 0; k < d; k++) {
            dot += w[i * d + k] * w[j * d + k];
          }
          assertThat(dot / (norms[i] * norms[j])).isCloseTo(0, within(1e-13));
        }
      }
    }
  }

  @Test
  void rotationsAreUniform() {
    // Entries of a uniform rotation of d = 3 are uniform in [-1, 1] (Archimedes), the first as well
    // as the last.
    int draws = 20_000;
    double[] first = new double[draws];
    double[] last = new double[draws];
    double[] product = new double[draws];
    CounterRandom random = test(3);
    for (int i = 0; i < draws; i++) {
      double[] q = RandomRotation.draw(random, 3);
      first[i] = q[0];
      last[i] = q[8];
      product[i] = q[0] * q[4];
    }
    assertThat(distanceFromUniform(first)).isLessThan(1.63 / Math.sqrt(draws));
    assertThat(distanceFromUniform(last)).isLessThan(1.63 / Math.sqrt(draws));
    assertThat(Arrays.stream(product).average().orElseThrow()).isCloseTo(0, within(0.01));
  }

  @ParameterizedTest
  @EnumSource(FeatureDirections.class)
  void randomFeaturesHaveTheKernelInExpectation(FeatureDirections directions) {
    double[] x = {0.6, 0, 0.8};
    double[] y = {0, 1, 0};
    for (Kernel kernel : List.of(Kernel.INVERSE_MULTIQUADRIC, Kernel.GAUSSIAN)) {
      int features = 60_000;
      CounterDraws draws = new CounterDraws(7, new FrequencySampler(kernel, directions));
      FeatureDraw draw = draws.features(3, 0, 0, features, 3);
      double sum = 0;
      for (int i = 0; i < features; i++) {
        sum += 2 * Math.cos(projection(draw, i, x)) * Math.cos(projection(draw, i, y)) / features;
      }
      assertThat(sum).as(kernel.name()).isCloseTo(1 + kernel.minusOne(2, 1), within(0.02));
    }
  }

  @Test
  void drawsArePureFunctionsOfSeedStepAndDraw() {
    CounterDraws draws =
        new CounterDraws(
            7, new FrequencySampler(Kernel.INVERSE_MULTIQUADRIC, FeatureDirections.INDEPENDENT));
    double[] once = draws.features(5, 2, 1, 16, 4).frequencies();
    draws.features(6, 0, 0, 3, 9);
    assertThat(draws.features(5, 2, 1, 16, 4).frequencies()).isEqualTo(once);
    assertThat(draws.features(5, 2, 0, 16, 4).frequencies()).isNotEqualTo(once);
    assertThat(draws.features(5, 1, 1, 16, 4).frequencies()).isNotEqualTo(once);
    assertThat(draws.features(4, 2, 1, 16, 4).frequencies()).isNotEqualTo(once);
    assertThat(draws.scaleRows(5, 0, 0, 4, 10, 25))
        .hasSize(100)
        .isEqualTo(draws.scaleRows(5, 0, 0, 4, 10, 25));
    assertThat(draws.scaleRows(5, 0, 0, 4, 10, 25))
        .isNotEqualTo(draws.scaleRows(5, 0, 1, 4, 10, 25));
    assertThat(Arrays.stream(draws.scaleRows(5, 0, 0, 4, 10, 250)).distinct().sorted().toArray())
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
  }

  @Test
  void linearKernelHasNoFrequencies() {
    assertThatThrownBy(
            () ->
                new FrequencySampler(Kernel.LINEAR, FeatureDirections.INDEPENDENT)
                    .sample(test(0), 4, 4))
        .hasMessageContaining("linear");
  }

  private static double projection(FeatureDraw draw, int row, double[] x) {
    double sum = draw.phases()[row];
    for (int i = 0; i < x.length; i++) {
      sum += draw.frequencies()[row * x.length + i] * x[i];
    }
    return sum;
  }

  private static double distanceFromUniform(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double largest = 0;
    for (int i = 0; i < sorted.length; i++) {
      double uniform = (sorted[i] + 1) / 2;
      largest =
          Math.max(
              largest,
              Math.max(uniform - (double) i / sorted.length, (i + 1.0) / sorted.length - uniform));
    }
    return largest;
  }

  private static double[] norms(double[] w, int rows, int d) {
    double[] norms = new double[rows];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < d; j++) {
        norms[i] += w[i * d + j] * w[i * d + j];
      }
      norms[i] = Math.sqrt(norms[i]);
    }
    return norms;
  }

  private static CounterRandom test(long a) {
    return CounterRandom.at(20261123, Purpose.TEST, a, 0);
  }
}
