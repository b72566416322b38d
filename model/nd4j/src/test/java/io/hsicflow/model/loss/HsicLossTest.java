package io.hsicflow.model.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Backends;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.backend.Tensor;
import io.hsicflow.model.parity.RelativeError;
import io.hsicflow.model.random.CounterRandom;
import io.hsicflow.model.random.Purpose;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Gradients against finite differences, the random-feature loss against the exact one, and the
 * edges; in double.
 */
class HsicLossTest {
  private static final int IMAGES = 6;
  private static final int DIMENSION = 5;

  private Backend backend;

  @BeforeEach
  void open() {
    backend = Backends.open("nd4j", Precision.FLOAT64, 1);
  }

  @AfterEach
  void close() {
    backend.close();
  }

  @ParameterizedTest
  @CsvSource({
    "INVERSE_MULTIQUADRIC,FEATURES,INDEPENDENT,1,4",
    "INVERSE_MULTIQUADRIC,FEATURES,INDEPENDENT,3,2",
    "INVERSE_MULTIQUADRIC,FEATURES,ORTHOGONAL,2,4",
    "GAUSSIAN,FEATURES,INDEPENDENT,1,4",
    "LINEAR,FEATURES,INDEPENDENT,1,4",
    "LINEAR,EXACT,INDEPENDENT,1,2",
    "INVERSE_MULTIQUADRIC,EXACT,INDEPENDENT,1,4",
    "INVERSE_MULTIQUADRIC,EXACT,INDEPENDENT,1,2",
    "GAUSSIAN,EXACT,INDEPENDENT,1,4"
  })
  void gradientEqualsFiniteDifferences(
      Kernel kernel, Estimator estimator, FeatureDirections directions, int draws, int hiddens) {
    HsicLoss loss = loss(kernel, estimator, directions, 16, draws);
    double[] raw = random(hiddens * IMAGES * DIMENSION, 1);
    double[] gradient = backend.read(evaluate(loss, raw, hiddens, 2, 0.8).gradient());
    assertThat(gradient).hasSize(2 * IMAGES * DIMENSION);
    double[] expected = new double[gradient.length];
    double h = 1e-5;
    for (int i = 0; i < gradient.length; i++) {
      double[] moved = raw.clone();
      moved[i] = raw[i] + h;
      double above = evaluate(loss, moved, hiddens, 2, 0.8).value().loss();
      moved[i] = raw[i] - h;
      expected[i] = (above - evaluate(loss, moved, hiddens, 2, 0.8).value().loss()) / (2 * h);
    }
    assertThat(RelativeError.of(gradient, expected)).isLessThan(1e-7);
  }

  @ParameterizedTest
  @EnumSource(FeatureDirections.class)
  void randomFeatureLossGoesToTheExactOneAsFeaturesGrow(FeatureDirections directions) {
    double[] raw = random(4 * IMAGES * DIMENSION, 2);
    LossValue exact =
        evaluate(loss(Kernel.INVERSE_MULTIQUADRIC, Estimator.EXACT, directions, 1, 1), raw, 4, 2, 1)
            .value();
    double before = Double.MAX_VALUE;
    for (int features : new int[] {16, 128, 1024}) {
      double error = rootMeanSquareError(exact, directions, features, raw);
      // One over the root of sixteen times the features is a quarter; with so few repetitions at
      // most a half.
      assertThat(error).as("D = %d", features).isLessThan(0.6 * before);
      before = error;
    }
    assertThat(before).isLessThan(0.03);
  }

  @Test
  void moreDrawsAreTheMeanOfTheDraws() {
    double[] raw = random(4 * IMAGES * DIMENSION, 3);
    FrequencySampler sampler =
        new FrequencySampler(Kernel.INVERSE_MULTIQUADRIC, FeatureDirections.INDEPENDENT);
    StepDraws draws = new CounterDraws(5, sampler);
    HsicLoss three =
        new HsicLoss(
            backend,
            settings(
                Kernel.INVERSE_MULTIQUADRIC,
                Estimator.FEATURES,
                FeatureDirections.INDEPENDENT,
                16,
                3),
            draws);
    double[] mean = new double[2 * IMAGES * DIMENSION];
    double loss = 0;
    for (int draw = 0; draw < 3; draw++) {
      HsicLoss one =
          new HsicLoss(
              backend,
              settings(
                  Kernel.INVERSE_MULTIQUADRIC,
                  Estimator.FEATURES,
                  FeatureDirections.INDEPENDENT,
                  16,
                  1),
              new OneOf(draws, draw));
      HsicLoss.Result result = evaluate(one, raw, 4, 2, 1);
      loss += result.value().loss() / 3;
      double[] gradient = backend.read(result.gradient());
      for (int i = 0; i < mean.length; i++) {
        mean[i] += gradient[i] / 3;
      }
    }
    HsicLoss.Result together = evaluate(three, raw, 4, 2, 1);
    assertThat(together.value().loss()).isCloseTo(loss, within(1e-12));
    assertThat(RelativeError.of(backend.read(together.gradient()), mean)).isLessThan(1e-12);
  }

  @ParameterizedTest
  @CsvSource({
    "INVERSE_MULTIQUADRIC,FEATURES",
    "INVERSE_MULTIQUADRIC,EXACT",
    "GAUSSIAN,EXACT",
    "LINEAR,FEATURES"
  })
  void allHiddensEqualGiveNoDependenceAndAFiniteGradient(Kernel kernel, Estimator estimator) {
    double[] raw = new double[4 * IMAGES * DIMENSION];
    Arrays.fill(raw, 0.7);
    HsicLoss.Result result =
        evaluate(loss(kernel, estimator, FeatureDirections.INDEPENDENT, 32, 1), raw, 4, 2, 1);
    assertThat(result.value().hsicZz()).isCloseTo(0, within(1e-12));
    assertThat(DoubleStream.of(backend.read(result.gradient())).allMatch(Double::isFinite))
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "INVERSE_MULTIQUADRIC,FEATURES",
    "INVERSE_MULTIQUADRIC,EXACT",
    "GAUSSIAN,FEATURES",
    "LINEAR,FEATURES"
  })
  void zeroRowsGiveFiniteValuesAndGradients(Kernel kernel, Estimator estimator) {
    double[] raw = random(4 * IMAGES * DIMENSION, 4);
    Arrays.fill(raw, 0, DIMENSION, 0);
    HsicLoss.Result result =
        evaluate(loss(kernel, estimator, FeatureDirections.INDEPENDENT, 32, 1), raw, 4, 2, 1);
    assertThat(result.value().loss()).isFinite();
    assertThat(DoubleStream.of(backend.read(result.gradient())).allMatch(Double::isFinite))
        .isTrue();

    Arrays.fill(raw, 0);
    result = evaluate(loss(kernel, estimator, FeatureDirections.INDEPENDENT, 32, 1), raw, 4, 2, 1);
    assertThat(result.value().loss()).isFinite();
    assertThat(DoubleStream.of(backend.read(result.gradient())).allMatch(Double::isFinite))
        .isTrue();
  }

  @ParameterizedTest
  @EnumSource(Estimator.class)
  void hiddensCloseTogetherKeepTheirDigitsInFloat(Estimator estimator) {
    double[] raw = random(4 * IMAGES * DIMENSION, 5);
    for (int i = 0; i < raw.length; i++) {
      raw[i] = (float) (1 + 1e-3 * raw[i]);
    }
    HsicLoss.Result inDouble =
        evaluate(
            loss(Kernel.INVERSE_MULTIQUADRIC, estimator, FeatureDirections.INDEPENDENT, 64, 1),
            raw,
            4,
            2,
            1);
    try (Backend single = Backends.open("nd4j", Precision.FLOAT32, 1)) {
      HsicLoss loss =
          new HsicLoss(
              single,
              settings(
                  Kernel.INVERSE_MULTIQUADRIC, estimator, FeatureDirections.INDEPENDENT, 64, 1),
              draws());
      HsicLoss.Result inFloat = loss.evaluate(single.of(raw, 4 * IMAGES, DIMENSION), 4, 2, 1, 0);
      assertThat(
              RelativeError.of(
                  Math.sqrt(inFloat.value().hsicZz()), Math.sqrt(inDouble.value().hsicZz())))
          .isLessThan(1e-2);
    }
  }

  @Test
  void collapsedHiddensTakeTheScaleToItsFloorAndNoFurther() {
    LossSettings settings =
        new LossSettings(
            Kernel.INVERSE_MULTIQUADRIC,
            Estimator.FEATURES,
            FeatureDirections.INDEPENDENT,
            8,
            2,
            3,
            0.01,
            3e-3,
            64);
    KernelScale scale = new KernelScale(backend, settings, draws());
    double[] raw = new double[4 * IMAGES * DIMENSION];
    Arrays.fill(raw, 1);
    HiddenStack stack =
        new HiddenStack(
            backend.normaliseRows(backend.of(raw, 4 * IMAGES, DIMENSION)), 4, IMAGES, 2);
    for (int step = 0; step < 20; step++) {
      assertThat(scale.update(stack, step).value()).isFinite();
    }
    assertThat(scale.scale()).isEqualTo(KernelScale.MINIMUM);
  }

  @Test
  void linearKernelKeepsItsScaleOfOne() {
    KernelScale scale =
        new KernelScale(
            backend,
            settings(Kernel.LINEAR, Estimator.FEATURES, FeatureDirections.INDEPENDENT, 8, 1),
            draws());
    HiddenStack stack = new HiddenStack(backend.zeros(8, 3), 4, 2, 2);
    assertThat(scale.update(stack, 0)).isEqualTo(new KernelScale.Objective(0, 0));
    assertThat(scale.scale()).isEqualTo(1);
  }

  private double rootMeanSquareError(
      LossValue exact, FeatureDirections directions, int features, double[] raw) {
    int repetitions = 12;
    HsicLoss loss = loss(Kernel.INVERSE_MULTIQUADRIC, Estimator.FEATURES, directions, features, 1);
    double squares = 0;
    for (int i = 0; i < repetitions; i++) {
      Tensor hiddens = backend.of(raw, raw.length / DIMENSION, DIMENSION);
      double error = loss.evaluate(hiddens, 4, 2, 1, i).value().loss() - exact.loss();
      squares += error * error / repetitions;
    }
    return Math.sqrt(squares);
  }

  private HsicLoss.Result evaluate(
      HsicLoss loss, double[] raw, int hiddens, int trained, double scale) {
    return loss.evaluate(
        backend.of(raw, raw.length / DIMENSION, DIMENSION), hiddens, trained, scale, 0);
  }

  private HsicLoss loss(
      Kernel kernel, Estimator estimator, FeatureDirections directions, int features, int draws) {
    return new HsicLoss(
        backend,
        settings(kernel, estimator, directions, features, draws),
        new CounterDraws(11, new FrequencySampler(kernel, directions)));
  }

  private static LossSettings settings(
      Kernel kernel, Estimator estimator, FeatureDirections directions, int features, int draws) {
    return new LossSettings(kernel, estimator, directions, features, draws, 3, 1, 3e-4, 1024);
  }

  private static StepDraws draws() {
    return new CounterDraws(
        11, new FrequencySampler(Kernel.INVERSE_MULTIQUADRIC, FeatureDirections.INDEPENDENT));
  }

  private static double[] random(int count, long stream) {
    CounterRandom random = CounterRandom.at(3, Purpose.TEST, stream, 0);
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextGaussian();
    }
    return values;
  }

  /** A single draw of several. */
  private record OneOf(StepDraws draws, int chosen) implements StepDraws {
    @Override
    public FeatureDraw features(long step, int draw, int side, int features, int dimension) {
      return draws.features(step, chosen, side, features, dimension);
    }

    @Override
    public int[] scaleRows(long step, int draw, int side, int hiddens, int images, int rows) {
      return draws.scaleRows(step, chosen, side, hiddens, images, rows);
    }
  }
}
