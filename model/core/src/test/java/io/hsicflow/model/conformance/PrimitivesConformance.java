package io.hsicflow.model.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.BatchNormOutput;
import io.hsicflow.model.backend.BatchStatistics;
import io.hsicflow.model.backend.NormOperands;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.backend.Tensor;
import io.hsicflow.model.parity.RelativeError;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Convolution, batch norm, rectifiers and pooling against plain double arithmetic. */
public abstract class PrimitivesConformance {
  private static final double EPSILON = 1e-5;

  private final Random random = new Random(7);

  /** Opens the backend under test. */
  protected abstract Backend open(Precision precision);

  private void with(Precision precision, Consumer<Backend> test) {
    try (Backend backend = open(precision)) {
      backend.scoped(() -> test.accept(backend));
    }
  }

  /** Values that an activation of that precision holds as they are. */
  private double[] draw(Precision precision, int count) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = Roundings.exact(precision, random.nextGaussian());
    }
    return values;
  }

  /** Numbers that are kept in float. */
  private static void close(Precision precision, double[] ours, double[] expected) {
    close(precision, 0, ours, expected);
  }

  /**
   * How often a view's gradient of a convolution's weights is stored in the precision of
   * activations before it is added to the sum: never, unless a library knows no other way.
   */
  protected int weightGradientsStored() {
    return 0;
  }

  /** Activations that were stored so many times on the way. */
  private static void close(Precision precision, int stored, double[] ours, double[] expected) {
    assertThat(RelativeError.of(ours, expected))
        .isLessThan(Roundings.none(precision) + Roundings.stored(precision, stored));
  }

  @ParameterizedTest
  @CsvSource({
    "FLOAT32,2,3,16,9,3,1", "FLOAT64,2,3,16,9,3,1", "FLOAT32,3,8,8,7,3,2", "FLOAT64,3,8,8,7,3,2",
    "FLOAT32,2,3,4,15,7,2", "FLOAT64,2,3,4,15,7,2", "FLOAT32,2,16,24,6,1,1",
        "FLOAT64,2,16,24,6,1,1",
    "FLOAT32,2,5,7,8,1,2", "FLOAT64,2,5,7,8,1,2", "FLOAT32,4,32,32,8,3,1", "FLOAT32,1,1,1,1,3,1",
    "BFLOAT16,2,3,16,9,3,1", "BFLOAT16,3,8,8,7,3,2", "BFLOAT16,2,3,4,15,7,2",
        "BFLOAT16,2,16,24,6,1,1",
    "BFLOAT16,2,5,7,8,1,2", "BFLOAT16,4,32,32,8,3,1", "BFLOAT16,1,1,1,1,3,1"
  })
  void convolvesAndAddsBothGradients(
      Precision precision, int n, int in, int out, int side, int kernel, int stride) {
    PlainConvolution plain = new PlainConvolution(n, in, out, side, kernel, stride);
    double[] x = draw(precision, n * in * side * side);
    double[] w = draw(precision, out * in * kernel * kernel);
    double[] dy = draw(precision, n * out * plain.outSide() * plain.outSide());
    double[] before = draw(precision, w.length);
    with(
        precision,
        b -> {
          Tensor tx = b.activation(x, n, in, side, side);
          Tensor tw = b.of(w, out, in, kernel, kernel);
          Tensor y = b.convolution(tx, tw, stride, kernel / 2);
          assertThat(y.shape()).containsExactly(n, out, plain.outSide(), plain.outSide());
          close(precision, 1, b.read(y), plain.forward(x, w));
          Tensor dw = b.of(before, out, in, kernel, kernel);
          Tensor g = b.activation(dy, n, out, plain.outSide(), plain.outSide());
          Tensor dx = b.convolutionGradient(tx, tw, g, stride, kernel / 2, dw, true);
          close(precision, 1, b.read(dx), plain.inputGradient(w, dy));
          double[] expected = plain.weightGradient(x, dy);
          for (int i = 0; i < expected.length; i++) {
            expected[i] += before[i];
          }
          close(precision, weightGradientsStored(), b.read(dw), expected);
          Tensor alone = b.of(before, out, in, kernel, kernel);
          assertThat(b.convolutionGradient(tx, tw, g, stride, kernel / 2, alone, false)).isNull();
          close(precision, weightGradientsStored(), b.read(alone), expected);
        });
  }

  @ParameterizedTest
  @CsvSource({
    "FLOAT32,true",
    "FLOAT32,false",
    "FLOAT64,true",
    "FLOAT64,false",
    "BFLOAT16,true",
    "BFLOAT16,false"
  })
  void normalisesActivationsAndTheirGradients(Precision precision, boolean relu) {
    with(
        precision,
        b ->
            checkNorm(
                b,
                precision,
                b.activation(shifted(precision, 4 * 24 * 9 * 9, 81, 24), 4, 24, 9, 9),
                81,
                24,
                relu));
  }

  @ParameterizedTest
  @CsvSource({
    "FLOAT32,true",
    "FLOAT32,false",
    "FLOAT64,true",
    "FLOAT64,false",
    "BFLOAT16,true",
    "BFLOAT16,false"
  })
  void normalisesMatricesAndTheirGradients(Precision precision, boolean relu) {
    with(
        precision,
        b ->
            checkNorm(
                b,
                precision,
                b.of(shifted(precision, 16 * 5000, 1, 5000), 16, 5000),
                1,
                5000,
                relu));
  }

  /** Channels of very different means, large beside their deviations. */
  private double[] shifted(Precision precision, int count, int pixels, int channels) {
    double[] values = draw(precision, count);
    for (int i = 0; i < count; i++) {
      values[i] = Roundings.exact(precision, values[i] + 10 * Math.sin(i / pixels % channels));
    }
    return values;
  }

  private void checkNorm(
      Backend b, Precision precision, Tensor x, int pixels, int c, boolean relu) {
    double[] values = b.read(x);
    double[] scale = draw(precision, c);
    double[] shift = draw(precision, c);
    double[] dy = draw(precision, values.length);
    PlainNorm plain = new PlainNorm(values, pixels, c, EPSILON);
    double looser = precision == Precision.FLOAT64 ? 1e-10 : 2e-5;
    boolean activation = x.isActivation();
    double once = looser + (activation ? Roundings.stored(precision, 1) : 0);
    double thrice = looser + (activation ? Roundings.stored(precision, 3) : 0);

    BatchStatistics s = b.batchStatistics(x);
    close(precision, b.read(s.mean()), plain.mean());
    close(precision, b.read(s.variance()), plain.variance());
    Tensor ts = b.of(scale, c);
    BatchNormOutput forward = b.batchNorm(x, EPSILON, ts, b.of(shift, c), relu);
    double[] y = plain.forward(scale, shift, relu);
    assertThat(RelativeError.of(b.read(forward.output()), y)).isLessThan(once);
    NormOperands norm = NormOperands.of(s, EPSILON, ts, b.of(shift, c));
    Tensor separate = b.normalise(x, norm, relu);
    assertThat(b.read(separate)).isEqualTo(b.read(forward.output()));

    Tensor g = activation ? b.activation(dy, 4, c, 9, 9) : b.of(dy, values.length / c, c);
    Tensor sums = b.normaliseGradientSums(x, separate, g, norm, relu);
    double[] masked = PlainNorm.masked(dy, b.read(separate), relu);
    assertThat(RelativeError.of(b.read(sums), plain.gradientSums(masked))).isLessThan(looser);
    double count = (double) values.length / c;
    Tensor dx = b.normaliseGradient(x, separate, g, norm, sums, count, relu);
    double[] expected = plain.inputGradient(scale, masked);
    assertThat(RelativeError.of(b.read(dx), expected)).isLessThan(thrice);

    Tensor ofScale = b.zeros(c);
    Tensor ofShift = b.zeros(c);
    Tensor whole =
        b.batchNormGradient(
            x,
            forward.output(),
            g,
            new NormOperands(forward.mean(), forward.variance(), EPSILON, ts, b.of(shift, c)),
            relu,
            ofScale,
            ofShift);
    assertThat(RelativeError.of(b.read(whole), expected)).isLessThan(once);
    double[] both = plain.gradientSums(masked);
    assertThat(RelativeError.of(b.read(ofShift), Arrays.copyOf(both, c))).isLessThan(looser);
    assertThat(RelativeError.of(b.read(ofScale), Arrays.copyOfRange(both, c, 2 * c)))
        .isLessThan(looser);
  }

  @ParameterizedTest
  @EnumSource
  void masksTheGradientBehindAShortcutAndSendsItOn(Precision precision) {
    int n = 4;
    int c = 24;
    int side = 9;
    int count = n * c * side * side;
    double[] values = shifted(precision, count, side * side, c);
    double[] addend = draw(precision, count);
    double[] scale = draw(precision, c);
    double[] shift = draw(precision, c);
    double[] dy = draw(precision, count);
    PlainNorm plain = new PlainNorm(values, side * side, c, EPSILON);
    double looser = precision == Precision.FLOAT64 ? 1e-10 : 2e-5;
    double stored = looser + Roundings.stored(precision, 3);
    with(
        precision,
        b -> {
          Tensor x = b.activation(values, n, c, side, side);
          Tensor ts = b.of(scale, c);
          Tensor tb = b.of(shift, c);
          BatchNormOutput forward =
              b.batchNormAddRelu(x, EPSILON, ts, tb, b.activation(addend, n, c, side, side));
          double[] y = plain.forward(scale, shift, false);
          Arrays.setAll(y, i -> Math.max(0, y[i] + addend[i]));
          assertThat(RelativeError.of(b.read(forward.output()), y)).isLessThan(stored);
          Tensor g = b.activation(dy, n, c, side, side);
          Tensor ofScale = b.zeros(c);
          Tensor ofShift = b.zeros(c);
          double[] masked = PlainNorm.masked(dy, b.read(forward.output()), true);
          Tensor dx =
              b.batchNormAddReluGradient(
                  x,
                  forward.output(),
                  g,
                  new NormOperands(forward.mean(), forward.variance(), EPSILON, ts, tb),
                  ofScale,
                  ofShift);
          assertThat(RelativeError.of(b.read(g), masked)).isZero();
          assertThat(RelativeError.of(b.read(dx), plain.inputGradient(scale, masked)))
              .isLessThan(stored);
          double[] both = plain.gradientSums(masked);
          assertThat(RelativeError.of(b.read(ofShift), Arrays.copyOf(both, c))).isLessThan(looser);
          assertThat(RelativeError.of(b.read(ofScale), Arrays.copyOfRange(both, c, 2 * c)))
              .isLessThan(looser);
        });
  }

  @ParameterizedTest
  @EnumSource
  void normalisesByGivenStatistics(Precision precision) {
    with(
        precision,
        b -> {
          Tensor x = b.of(new double[] {1, 2, 3, 4}, 2, 2);
          Tensor y =
              b.normalise(
                  x,
                  new NormOperands(
                      b.of(new double[] {1, 0}, 2),
                      b.of(new double[] {4, 1}, 2),
                      0,
                      b.of(new double[] {2, 1}, 2),
                      b.of(new double[] {0, -3}, 2)),
                  true);
          assertThat(b.read(y)).containsExactly(0, 0, 2, 1);
        });
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  void keepsTheVarianceOfACloseClusterFarFromZero(Precision precision) {
    with(
        precision,
        b -> {
          double[] x = new double[3 * 1024];
          for (int i = 0; i < x.length; i++) {
            x[i] = 1000 + (i % 2 == 0 ? 0.25 : -0.25);
          }
          BatchStatistics s = b.batchStatistics(b.activation(x, 3, 1, 32, 32));
          assertThat(b.read(s.variance())[0]).isBetween(0.0624, 0.0626);
        });
  }

  @ParameterizedTest
  @EnumSource
  void addsRectifiesAndMasks(Precision precision) {
    int count = 2 * 3 * 50 * 50;
    double[] x = draw(precision, count);
    double[] a = draw(precision, count);
    double[] g = draw(precision, count);
    with(
        precision,
        b -> {
          Tensor y = b.activation(x, 2, 3, 50, 50);
          b.addReluInPlace(y, b.activation(a, 2, 3, 50, 50));
          double[] sum = new double[count];
          Arrays.setAll(sum, i -> Math.max(0, x[i] + a[i]));
          close(precision, 1, b.read(y), sum);
          Tensor t = b.activation(g, 2, 3, 50, 50);
          b.reluGradientInPlace(t, y);
          double[] masked = new double[count];
          Arrays.setAll(masked, i -> sum[i] > 0 ? g[i] : 0);
          assertThat(RelativeError.of(b.read(t), masked)).isZero();
          b.addInPlace(t, b.activation(x, 2, 3, 50, 50));
          Arrays.setAll(masked, i -> masked[i] + x[i]);
          close(precision, 1, b.read(t), masked);
          Tensor one = b.of(new double[] {1, 1, 1}, 3);
          Tensor zero = b.zeros(3);
          Tensor fused =
              b.normaliseAddRelu(
                  b.activation(x, 2, 3, 50, 50),
                  new NormOperands(zero, one, 0, one, zero),
                  b.activation(a, 2, 3, 50, 50));
          close(precision, 2, b.read(fused), sum);
        });
  }

  @ParameterizedTest
  @CsvSource({"FLOAT32,7", "FLOAT32,8", "FLOAT64,7", "FLOAT64,8", "BFLOAT16,7", "BFLOAT16,8"})
  void poolsMaximaAndSendsGradientsToTheFirst(Precision precision, int side) {
    int n = 2;
    int c = 5;
    double[] x = draw(precision, n * c * side * side);
    for (int i = 0; i < x.length; i += 3) {
      x[i] = 0.5; // ties
    }
    int out = (side - 1) / 2 + 1;
    double[] dy = draw(precision, n * c * out * out);
    double[] y = new double[dy.length];
    double[] dx = new double[x.length];
    for (int i = 0; i < y.length; i++) {
      int plane = i / (out * out) * side * side;
      int best = -1;
      for (int k = 0; k < 9; k++) {
        int row = i % (out * out) / out * 2 - 1 + k / 3;
        int column = i % out * 2 - 1 + k % 3;
        boolean inside = row >= 0 && row < side && column >= 0 && column < side;
        int at = plane + row * side + column;
        if (inside && (best < 0 || x[at] > x[best])) {
          best = at;
        }
      }
      y[i] = x[best];
      dx[best] += dy[i];
    }
    with(
        precision,
        b -> {
          Tensor tx = b.activation(x, n, c, side, side);
          Tensor ty = b.maxPool(tx);
          assertThat(b.read(ty)).isEqualTo(y);
          close(
              precision,
              1,
              b.read(b.maxPoolGradient(tx, ty, b.activation(dy, n, c, out, out))),
              dx);
        });
  }

  @ParameterizedTest
  @EnumSource
  void poolsMeans(Precision precision) {
    with(
        precision,
        b -> {
          Tensor x = b.activation(new double[] {1, 2, 3, 4, 10, 10, 10, 14}, 1, 2, 2, 2);
          assertThat(b.read(b.averagePool(x))).containsExactly(2.5, 11);
          Tensor dx = b.averagePoolGradient(b.of(new double[] {4, 8}, 1, 2), 2, 2);
          assertThat(b.read(dx)).containsExactly(1, 1, 1, 1, 2, 2, 2, 2);
        });
  }

  @ParameterizedTest
  @EnumSource
  void scalesBytesToNormalisedChannels(Precision precision) {
    with(
        precision,
        b -> {
          byte[] rgb = {
            0,
            (byte) 255,
            51,
            102,
            (byte) 204,
            (byte) 153,
            0,
            0,
            0,
            (byte) 255,
            (byte) 255,
            (byte) 255
          };
          Tensor x = b.images(rgb, 1, 2, new double[] {0, 0.2, 0.5}, new double[] {1, 0.5, 2});
          assertThat(x.shape()).containsExactly(1, 3, 2, 2);
          close(
              precision,
              1,
              b.read(x),
              new double[] {0, 0.4, 0, 1, 1.6, 1.2, -0.4, 1.6, -0.15, 0.05, -0.25, 0.25});
        });
  }

  @Test
  void refusesTensorsThatDoNotFit() {
    with(
        Precision.FLOAT32,
        b -> {
          assertThatThrownBy(() -> b.addInPlace(b.zeros(2, 3), b.zeros(3, 2)))
              .hasMessageContaining("[3, 2]");
          assertThatThrownBy(() -> b.convolution(b.zeros(1, 1, 1, 1), b.zeros(1, 1, 1, 1), 1, 0))
              .isInstanceOf(IllegalArgumentException.class);
          Tensor x = b.activation(new double[3 * 4], 1, 3, 2, 2);
          assertThatThrownBy(() -> b.convolution(x, b.zeros(4, 2, 1, 1), 1, 0))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining("[4, 2, 1, 1]");
        });
  }
}
