package io.hsicflow.model.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hsicflow.model.random.CounterRandom;
import io.hsicflow.model.random.Purpose;
import org.junit.jupiter.api.Test;

class EmbeddingDriftTest {
  private static final int DIMENSION = 6;
  private static final int COUNT = 400;

  @Test
  void isTheKernelsDiscrepancyToTheAccuracyOfItsFeatures() {
    Vectors reference = cloud(0, 0, 1);
    Vectors window = cloud(1, 0.5f, 2);
    // A feature's product varies by at most 1 about the kernel; 1,024 are averaged in each of three
    // terms, and the features are shared, so that most of it cancels.
    assertThat(new EmbeddingDrift(reference, 3).of(window))
        .isCloseTo(byDefinition(reference, window), within(0.03));
  }

  /** Mean kernels of pairs, 1 / sqrt(1 + squared distance), in the reference's unit. */
  private static double byDefinition(Vectors reference, Vectors window) {
    float[] mean = reference.mean();
    double squares = 0;
    for (int i = 0; i < reference.values().length; i++) {
      double centred = reference.values()[i] - mean[i % DIMENSION];
      squares += centred * centred / reference.count();
    }
    return pairs(reference, reference, squares)
        + pairs(window, window, squares)
        - 2 * pairs(reference, window, squares);
  }

  private static double pairs(Vectors a, Vectors b, double unit) {
    double sum = 0;
    int pairs = 0;
    for (int i = 0; i < a.count(); i++) {
      for (int j = 0; j < b.count(); j++) {
        if (a == b && i == j) {
          continue;
        }
        double square = 0;
        for (int d = 0; d < DIMENSION; d++) {
          double difference = a.values()[i * DIMENSION + d] - b.values()[j * DIMENSION + d];
          square += difference * difference;
        }
        sum += 1 / Math.sqrt(1 + square / unit);
        pairs++;
      }
    }
    return sum / pairs;
  }

  @Test
  void isAboutZeroWhereNothingMovedAndGrowsWithTheWay() {
    EmbeddingDrift drift = new EmbeddingDrift(cloud(0, 0, 1), 3);
    double still = drift.of(cloud(1, 0, 1));
    double near = drift.of(cloud(1, 0.5f, 1));
    double far = drift.of(cloud(1, 2, 1));

    assertThat(still).isCloseTo(0, within(0.005));
    assertThat(near).isGreaterThan(0.01);
    assertThat(far).isGreaterThan(4 * near);
  }

  @Test
  void seesAChangedSpreadToo() {
    assertThat(new EmbeddingDrift(cloud(0, 0, 1), 3).of(cloud(1, 0, 3))).isGreaterThan(0.02);
  }

  @Test
  void doesNotDependOnTheUnitOfTheEmbeddings() {
    double expected = new EmbeddingDrift(cloud(0, 0, 1), 3).of(cloud(1, 0.5f, 1));

    double large =
        new EmbeddingDrift(times1024(cloud(0, 0, 1)), 3).of(times1024(cloud(1, 0.5f, 1)));

    assertThat(large).isCloseTo(expected, within(1e-9));
  }

  @Test
  void refusesWhatItCannotCompare() {
    EmbeddingDrift drift = new EmbeddingDrift(cloud(0, 0, 1), 3);
    assertThatThrownBy(() -> drift.of(new Vectors(new float[8], 4)))
        .hasMessageContaining("6 dimensions and the window 4");
    assertThatThrownBy(() -> drift.of(new Vectors(new float[DIMENSION], DIMENSION)))
        .hasMessageContaining("1 vectors");
    Vectors bad = cloud(0, 0, 1);
    bad.values()[5] = Float.NaN;
    assertThatThrownBy(() -> new EmbeddingDrift(bad, 3)).hasMessageContaining("not finite");
  }

  private static Vectors times1024(Vectors vectors) {
    float[] values = vectors.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] *= 1024;
    }
    return new Vectors(values, DIMENSION);
  }

  private static Vectors cloud(int draw, float shift, double deviation) {
    CounterRandom random = CounterRandom.at(7, Purpose.TEST, 0, draw);
    float[] values = new float[COUNT * DIMENSION];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (shift + deviation * random.nextGaussian());
    }
    return new Vectors(values, DIMENSION);
  }
}
