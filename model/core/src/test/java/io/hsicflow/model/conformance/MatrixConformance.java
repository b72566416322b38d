package io.hsicflow.model.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.CrossEntropy;
import io.hsicflow.model.backend.Follower;
import io.hsicflow.model.backend.LarsPart;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.backend.Tensor;
import io.hsicflow.model.parity.RelativeError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Products, rows, columns, random features, the probe's loss and flat-vector updates against plain
 * arithmetic.
 */
public abstract class MatrixConformance {
  private final Random random = new Random(11);

  /** Opens the backend under test. */
  protected abstract Backend open(Precision precision);

  private void with(Precision precision, Consumer<Backend> test) {
    try (Backend backend = open(precision)) {
      backend.scoped(() -> test.accept(backend));
    }
  }

  private double[] draw(int count) {
    double[] values = new double[count];
    Arrays.setAll(values, i -> (float) random.nextGaussian());
    return values;
  }

  private static void close(Backend b, Tensor ours, double[] expected) {
    double bar = b.precision() == Precision.FLOAT64 ? 1e-12 : 2e-6;
    assertThat(RelativeError.of(b.read(ours), expected)).isLessThan(bar);
  }

  @ParameterizedTest
  @CsvSource({
    "FLOAT32,false,false", "FLOAT32,true,false", "FLOAT32,false,true", "FLOAT32,true,true",
    "FLOAT64,false,false", "FLOAT64,true,false", "FLOAT64,false,true", "FLOAT64,true,true"
  })
  void multiplies(Precision precision, boolean transposeA, boolean transposeB) {
    int m = 17;
    int k = 33;
    int n = 9;
    double[] a = draw(m * k);
    double[] b = draw(k * n);
    double[] c = draw(m * n);
    double[] expected = new double[m * n];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        for (int l = 0; l < k; l++) {
          double left = transposeA ? a[l * m + i] : a[i * k + l];
          double right = transposeB ? b[j * k + l] : b[l * n + j];
          expected[i * n + j] += 0.5 * left * right;
        }
        expected[i * n + j] += 2 * c[i * n + j];
      }
    }
    with(
        precision,
        backend -> {
          Tensor ta = transposeA ? backend.of(a, k, m) : backend.of(a, m, k);
          Tensor tb = transposeB ? backend.of(b, n, k) : backend.of(b, k, n);
          Tensor tc = backend.of(c, m, n);
          backend.multiply(0.5, ta, transposeA, tb, transposeB, 2, tc);
          close(backend, tc, expected);
          assertThatThrownBy(() -> backend.multiply(1, ta, !transposeA, tb, transposeB, 0, tc))
              .isInstanceOf(IllegalArgumentException.class);
        });
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  void doesNotReadTheTargetOfAProductWithoutBeta(Precision precision) {
    with(
        precision,
        b -> {
          Tensor c = b.of(new double[] {Double.NaN}, 1, 1);
          b.multiply(
              1, b.of(new double[] {2}, 1, 1), false, b.of(new double[] {3}, 1, 1), false, 0, c);
          assertThat(b.read(c)).containsExactly(6);
        });
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  void worksOnRowsAndColumns(Precision precision) {
    double[] m = draw(50 * 70);
    double[] row = draw(70);
    double[] sums = row.clone();
    double[] mean = new double[70];
    double[] added = new double[m.length];
    double[] centred = new double[m.length];
    for (int i = 0; i < m.length; i++) {
      added[i] = m[i] + row[i % 70];
      sums[i % 70] += m[i];
      mean[i % 70] += m[i] / 50;
    }
    Arrays.setAll(centred, i -> m[i] - mean[i % 70]);
    with(
        precision,
        b -> {
          Tensor t = b.of(m, 50, 70);
          b.addRowInPlace(t, b.of(row, 70));
          close(b, t, added);
          Tensor s = b.of(row, 70);
          b.addColumnSums(b.of(m, 50, 70), s);
          close(b, s, sums);
          Tensor c = b.of(m, 50, 70);
          b.centreColumnsInPlace(c);
          close(b, c, centred);
          double[] picked = b.read(b.selectRows(b.of(m, 50, 70), new int[] {49, 0, 49}));
          assertThat(Arrays.copyOfRange(picked, 140, 210))
              .isEqualTo(Arrays.copyOfRange(m, 3430, 3500));
          assertThatThrownBy(() -> b.selectRows(t, new int[] {50})).hasMessageContaining("50");
        });
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  void normalisesRowsWithAFloor(Precision precision) {
    double[] x = {3, 4, 0, 0, 3e-7, 4e-7};
    double[] g = {1, 2, 5, 6, 7, 8};
    with(
        precision,
        b -> {
          Tensor t = b.of(x, 3, 2);
          close(b, b.normaliseRows(t), new double[] {0.6, 0.8, 0, 0, 0.3, 0.4});
          double along = 0.6 * 1 + 0.8 * 2;
          double[] expected = {(1 - 0.6 * along) / 5, (2 - 0.8 * along) / 5, 5e6, 6e6, 7e6, 8e6};
          double[] dx = b.read(b.normaliseRowsGradient(t, b.of(g, 3, 2)));
          for (int i = 0; i < dx.length; i++) {
            assertThat(dx[i]).isCloseTo(expected[i], within(2e-6 * Math.abs(expected[i])));
          }
        });
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  void makesRandomFeaturesAndTheirGradient(Precision precision) {
    double[] p = draw(20 * 30);
    Arrays.setAll(p, i -> p[i] * (i % 7 == 0 ? 300 : 3));
    double[] phases = draw(30);
    double[] g = draw(p.length);
    double[] phi = new double[p.length];
    double[] dp = new double[p.length];
    Arrays.setAll(phases, i -> (float) phases[i]);
    Arrays.setAll(p, i -> (float) p[i]);
    Arrays.setAll(phi, i -> 0.25 * Math.cos(p[i] + phases[i % 30]));
    Arrays.setAll(dp, i -> -0.25 * Math.sin(p[i] + phases[i % 30]) * g[i]);
    double bar = precision == Precision.FLOAT64 ? 1e-12 : 2e-5;
    with(
        precision,
        b -> {
          Tensor t = b.of(p, 20, 30);
          Tensor f = b.of(phases, 30);
          assertThat(RelativeError.of(b.read(b.randomFeatures(t, f, 0.25)), phi)).isLessThan(bar);
          double[] ours = b.read(b.randomFeaturesGradient(t, f, 0.25, b.of(g, 20, 30)));
          assertThat(RelativeError.of(ours, dp)).isLessThan(bar);
        });
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  void measuresDistancesAndNorms(Precision precision) {
    double[] a = draw(12 * 16);
    double[] c = draw(7 * 16);
    double[] q = new double[12 * 7];
    for (int i = 0; i < q.length * 16; i++) {
      int pair = i / 16;
      q[pair] += Math.pow(a[pair / 7 * 16 + i % 16] - c[pair % 7 * 16 + i % 16], 2);
    }
    with(
        precision,
        b -> {
          Tensor ta = b.of(a, 12, 16);
          close(b, b.squaredDistances(ta, b.of(c, 7, 16)), q);
          double[] own = b.read(b.squaredDistances(ta, ta));
          assertThat(Arrays.stream(own).min().orElseThrow()).isNotNegative();
          double squares = Arrays.stream(a).map(v -> v * v).sum();
          assertThat(b.sumOfSquares(ta)).isCloseTo(squares, within(1e-6 * squares));
          assertThat(b.dot(ta, ta)).isCloseTo(squares, within(1e-6 * squares));
        });
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  void judgesLabelledRowsOnly(Precision precision) {
    with(
        precision,
        b -> {
          Tensor g = b.of(new double[] {9, 9, 9, 9, 9, 9}, 3, 2);
          Tensor logits = b.of(new double[] {1, 3, 0, 0, 2, 2.5}, 3, 2);
          CrossEntropy result = b.softmaxCrossEntropy(logits, new int[] {1, -1, 0}, g);
          double first = Math.log(1 + Math.exp(-2));
          double last = Math.log(1 + Math.exp(0.5));
          assertThat(result.loss()).isCloseTo((first + last) / 2, within(1e-6));
          assertThat(result.correct()).isEqualTo(1);
          assertThat(result.labelled()).isEqualTo(2);
          double p = 1 / (1 + Math.exp(2));
          double r = 1 / (1 + Math.exp(0.5));
          close(b, g, new double[] {p / 2, -p / 2, 0, 0, (r - 1) / 2, (1 - r) / 2});
          assertThat(b.softmaxCrossEntropy(logits, new int[] {-1, -1, -1}, g).loss()).isZero();
          assertThatThrownBy(() -> b.softmaxCrossEntropy(logits, new int[] {2, 0, 0}, g))
              .hasMessageContaining("2");
        });
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  void updatesFlatVectors(Precision precision) {
    int n = 5003;
    double[] x = draw(n);
    double[] y = draw(n);
    double[] expected = new double[n];
    with(
        precision,
        b -> {
          Tensor tx = b.of(x, n);
          Tensor ty = b.of(y, n);
          b.axpy(-0.75, tx, ty);
          Arrays.setAll(expected, i -> y[i] - 0.75 * x[i]);
          close(b, ty, expected);
          b.scale(ty, 4);
          Arrays.setAll(expected, i -> 4 * expected[i]);
          close(b, ty, expected);
          b.lerp(ty, tx, 0.125);
          Arrays.setAll(expected, i -> expected[i] + 0.125 * (x[i] - expected[i]));
          close(b, ty, expected);
          b.fill(ty, 0.1f);
          Arrays.fill(expected, 0.1f);
          close(b, ty, expected);
        });
  }

  @ParameterizedTest
  @CsvSource({"FLOAT32,0.001", "FLOAT64,0.001", "FLOAT32,0", "FLOAT64,0"})
  void stepsWithLayerwiseRates(Precision precision, double trust) {
    int n = 70_001; // many tiles, and some left
    double[] p = draw(n);
    double[] g = draw(n);
    double[] m = draw(n);
    double decay = 0.0625;
    double[] decayed = new double[n];
    Arrays.setAll(decayed, i -> g[i] + decay * p[i]);
    double factor = trust > 0 ? trust * RelativeError.norm(p) / RelativeError.norm(decayed) : 1;
    double[] velocity = new double[n];
    double[] moved = new double[n];
    Arrays.setAll(velocity, i -> 0.5 * m[i] + factor * decayed[i]);
    Arrays.setAll(moved, i -> p[i] - 2 * velocity[i]);
    with(
        precision,
        b -> {
          Tensor tp = b.of(p, n);
          Tensor tg = b.of(g, n);
          Tensor tm = b.of(m, n);
          Tensor slow = b.of(g, n);
          Tensor fast = b.of(m, n);
          b.larsUpdate(
              tp,
              tg,
              tm,
              2,
              0.5,
              decay,
              trust,
              List.of(new Follower(slow, 0.125), new Follower(fast, 0.75)));
          close(b, tm, velocity);
          close(b, slow, lerp(g, moved, 0.125));
          close(b, fast, lerp(m, moved, 0.75));
          close(b, tp, moved);
          close(b, tg, g);
          Tensor zero = b.zeros(3);
          b.larsUpdate(
              zero, b.of(new double[] {1, 2, 3}, 3), b.zeros(3), 1, 0.9, 0, 0.001, List.of());
          close(b, zero, new double[] {-1, -2, -3});
        });
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  void updatesManyTensorsAsItDoesEachAlone(Precision precision) {
    int[] sizes = {5, 70_001, 1, 1024};
    with(
        precision,
        b -> {
          List<Tensor> alone = new ArrayList<>();
          List<Tensor> together = new ArrayList<>();
          List<LarsPart> parts = new ArrayList<>();
          List<Tensor> sources = new ArrayList<>();
          for (int i = 0; i < sizes.length; i++) {
            double[] p = draw(sizes[i]);
            double[] m = draw(sizes[i]);
            Tensor g = b.of(draw(sizes[i]), sizes[i]);
            double[] average = draw(sizes[i]);
            double trust = i % 2 * 0.001;
            List<List<Tensor>> copies = new ArrayList<>();
            for (int copy = 0; copy < 2; copy++) {
              copies.add(List.of(b.of(p, sizes[i]), b.of(m, sizes[i]), b.of(average, sizes[i])));
            }
            Follower follower = new Follower(copies.get(0).get(2), 0.25);
            b.larsUpdate(
                copies.get(0).get(0),
                g,
                copies.get(0).get(1),
                2,
                0.5,
                0.1,
                trust,
                List.of(follower));
            parts.add(
                new LarsPart(
                    copies.get(1).get(0),
                    g,
                    copies.get(1).get(1),
                    0.1,
                    trust,
                    List.of(new Follower(copies.get(1).get(2), 0.25))));
            alone.addAll(copies.get(0));
            together.addAll(copies.get(1));
            sources.addAll(List.of(g, g, g));
          }
          b.larsUpdateEach(parts, 2, 0.5);
          for (int i = 0; i < alone.size(); i++) {
            close(b, together.get(i), b.read(alone.get(i)));
            b.lerp(alone.get(i), sources.get(i), 0.125);
          }
          b.lerpEach(together, sources, 0.125);
          for (int i = 0; i < alone.size(); i++) {
            close(b, together.get(i), b.read(alone.get(i)));
          }
        });
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  void sumsOverDistancesWhereTheyLieIfItOffersTo(Precision precision) {
    double[] points = draw(200);
    Arrays.setAll(points, i -> (float) points[i]);
    int[] rows = IntStream.range(0, 300).map(i -> i * 7 % 200).toArray();
    int[] columns = IntStream.range(0, 100).map(i -> i * i % 200).toArray();
    double[] expected = new double[4];
    for (int row : rows) {
      for (int column : columns) {
        double q = Math.min(Math.pow(points[row] - points[column], 2), 6);
        if (q <= 4) {
          expected[0]++;
          expected[1] += q;
          expected[2] += Math.log(q + 0.25);
          expected[3] += 1 / (q + 0.25);
        }
      }
    }
    with(
        precision,
        b ->
            b.distanceSums(b.of(points, 200, 1), rows, columns, 6, 4, 0.25)
                .ifPresent(
                    sums -> {
                      assertThat(sums.counted()).isEqualTo((long) expected[0]);
                      close(
                          b,
                          b.of(
                              new double[] {sums.distances(), sums.logarithms(), sums.inverses()},
                              3),
                          Arrays.copyOfRange(expected, 1, 4));
                    }));
  }

  private static double[] lerp(double[] from, double[] to, double weight) {
    double[] between = new double[from.length];
    Arrays.setAll(between, i -> from[i] + weight * (to[i] - from[i]));
    return between;
  }
}
