package io.hsicflow.model.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hsicflow.model.random.CounterRandom;
import io.hsicflow.model.random.Purpose;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LinearProbeTest {
  private static final int CLASSES = 3;
  private static final int DIMENSION = 7;
  private static final Runnable NO_REST = () -> {};

  @Test
  void findsThePointWhereTheGradientByTheDefinitionVanishes() {
    int[] labels = labels(150);
    Vectors bank = clouds(labels, 1, 0);
    double[] gradient = new double[CLASSES * (DIMENSION + 1)];
    SoftmaxRegression regression =
        new SoftmaxRegression(bank, labels, CLASSES, LinearProbe.WEIGHT_DECAY, NO_REST);
    LimitedMemoryBfgs search = new LimitedMemoryBfgs(regression, new double[gradient.length]);
    for (int i = 0; i < 200 && search.steepness() > 1e-9; i++) {
      search.step();
    }

    double[] point = search.point();
    for (int i = 0; i < labels.length; i++) {
      double[] probability = softmax(point, bank, i);
      for (int c = 0; c < CLASSES; c++) {
        double error = probability[c] - (labels[i] == c ? 1 : 0);
        for (int d = 0; d < DIMENSION; d++) {
          gradient[c * DIMENSION + d] += error * bank.values()[i * DIMENSION + d] / labels.length;
        }
        gradient[CLASSES * DIMENSION + c] += error / labels.length;
      }
    }
    for (int i = 0; i < CLASSES * DIMENSION; i++) {
      gradient[i] += LinearProbe.WEIGHT_DECAY * point[i];
    }
    assertThat(gradient).containsExactly(new double[gradient.length], within(1e-8));
  }

  private static double[] softmax(double[] point, Vectors bank, int row) {
    double[] p = new double[CLASSES];
    for (int c = 0; c < CLASSES; c++) {
      double logit = point[CLASSES * DIMENSION + c];
      for (int d = 0; d < DIMENSION; d++) {
        logit += point[c * DIMENSION + d] * bank.values()[row * DIMENSION + d];
      }
      p[c] = Math.exp(logit);
    }
    double sum = Arrays.stream(p).sum();
    return Arrays.stream(p).map(each -> each / sum).toArray();
  }

  @Test
  void tellsApartWhatAPlaneSeparates() {
    int[] labels = labels(300);
    LinearProbe probe = LinearProbe.train(clouds(labels, 0.1, 0), labels, NO_REST);

    assertThat(probe.hasConverged()).isTrue();
    assertThat(probe.accuracy(clouds(labels, 0.1, 1), labels, 1)).isEqualTo(1);
  }

  @Test
  void knowsNothingWhereThereIsNothing() {
    int[] labels = labels(3000);
    LinearProbe probe = LinearProbe.train(noise(3000, 0), labels, NO_REST);

    // Of 3,000 guesses at three classes, four deviations.
    assertThat(probe.accuracy(noise(3000, 1), labels, 1)).isCloseTo(1 / 3.0, within(0.035));
    assertThat(probe.accuracy(noise(3000, 1), labels, CLASSES)).isEqualTo(1);
  }

  @Test
  void twoGuessesAreRightWhereTheTruthComesSecond() {
    // The query lies with class 0, next to class 1.
    Vectors bank = new Vectors(new float[] {0, 0.1f, 1, 1.1f, 9, 9.1f}, 1);
    LinearProbe probe = LinearProbe.train(bank, new int[] {0, 0, 1, 1, 2, 2}, NO_REST);
    Vectors query = new Vectors(new float[] {-1}, 1);

    assertThat(probe.accuracy(query, new int[] {1}, 1)).isZero();
    assertThat(probe.accuracy(query, new int[] {1}, 2)).isEqualTo(1);
    assertThat(probe.accuracy(query, new int[] {7}, 3)).isZero();
  }

  @Test
  void doesNotDependOnUnitsNorOnADimensionThatNeverVaries() {
    int[] labels = labels(200);
    int[] others = labels(5000);
    Vectors bank = clouds(labels, 0.7, 0);
    Vectors query = clouds(others, 0.7, 1);
    double expected = LinearProbe.train(bank, labels, NO_REST).accuracy(query, others, 1);

    LinearProbe probe = LinearProbe.train(changed(bank), labels, NO_REST);

    assertThat(expected).isBetween(0.5, 0.95);
    assertThat(probe.accuracy(changed(query), others, 1)).isCloseTo(expected, within(0.002));
  }

  /** Larger by 4,096, away from the origin, with one dimension more. */
  private static Vectors changed(Vectors vectors) {
    float[] values = new float[vectors.count() * (DIMENSION + 1)];
    for (int i = 0; i < vectors.count(); i++) {
      for (int d = 0; d < DIMENSION; d++) {
        values[i * (DIMENSION + 1) + d] = 4096 * (vectors.values()[i * DIMENSION + d] + 5);
      }
      values[i * (DIMENSION + 1) + DIMENSION] = 0.1f;
    }
    return new Vectors(values, DIMENSION + 1);
  }

  @Test
  void restsOftenAndEndsWhereItIsTold() {
    int[] labels = labels(640);
    AtomicInteger rests = new AtomicInteger();
    LinearProbe probe = LinearProbe.train(clouds(labels, 1, 0), labels, rests::incrementAndGet);
    assertThat(rests.get()).isGreaterThanOrEqualTo(10 * probe.steps());

    Runnable end =
        () -> {
          throw new CancellationException("no longer wanted");
        };
    assertThatThrownBy(() -> LinearProbe.train(clouds(labels, 1, 0), labels, end))
        .isInstanceOf(CancellationException.class);
  }

  @Test
  void refusesWhatDoesNotMatch() {
    int[] labels = labels(9);
    Vectors bank = clouds(labels, 1, 0);
    assertThatThrownBy(() -> LinearProbe.train(bank, labels(8), NO_REST))
        .hasMessageContaining("8 labels for 9 vectors");
    labels[3] = -1;
    assertThatThrownBy(() -> LinearProbe.train(bank, labels, NO_REST))
        .hasMessageContaining("A label is -1");
    LinearProbe probe = LinearProbe.train(bank, labels(9), NO_REST);
    assertThatThrownBy(() -> probe.accuracy(bank, labels(9), 0))
        .hasMessageContaining("the likeliest 0");
    bank.values()[0] = Float.NaN;
    assertThatThrownBy(() -> LinearProbe.train(bank, labels(9), NO_REST))
        .hasMessageContaining("not finite");
  }

  private static int[] labels(int count) {
    int[] labels = new int[count];
    Arrays.setAll(labels, i -> i % CLASSES);
    return labels;
  }

  /** Around a corner of the cube for each class. */
  private static Vectors clouds(int[] labels, double deviation, int draw) {
    CounterRandom random = CounterRandom.at(5, Purpose.TEST, 0, draw);
    float[] values = new float[labels.length * DIMENSION];
    for (int i = 0; i < values.length; i++) {
      double corner = i % DIMENSION == labels[i / DIMENSION] ? 1 : 0;
      values[i] = (float) (corner + deviation * random.nextGaussian());
    }
    return new Vectors(values, DIMENSION);
  }

  private static Vectors noise(int count, int draw) {
    CounterRandom random = CounterRandom.at(6, Purpose.TEST, 0, draw);
    float[] values = new float[count * DIMENSION];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return new Vectors(values, DIMENSION);
  }
}
