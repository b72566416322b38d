package io.hsicflow.model.loss;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.DistanceSums;
import io.hsicflow.model.backend.Tensor;
import java.util.Arrays;
import java.util.Optional;

/**
 * The kernel scale's objective over sampled squared distances, and its derivative (docs/method.md
 * section 5). With u = q + c^2, q clamped to [0, 1e10]:
 *
 * <pre>
 * inverse multiquadric: log |dk/dq| = log(c / 2) - 1.5 log u,       d/dc = 1 / c - 3 c / u
 * Gaussian:             log |dk/dq| = -q / (2 c^2) - log(2 c^2),    d/dc = q / c^3 - 2 / c
 * </pre>
 *
 * A pair whose |dk/dq| is below 1e-7 counts as 1e-7 with derivative 0.
 *
 * <p>Distances come in pieces, a pair as often as its two rows were drawn. Along a column a
 * logarithm is taken of the product of many u at once, as many as stay far inside the range of a
 * double and count alike, and the sum of their 1 / u is one fraction with that product below: n / p
 * + 1 / u = (n u + p) / (p u), all of it positive. The loops over columns have no branch, because
 * pairs below the floor are rare: a piece that has one is done pair by pair.
 */
public final class ScaleObjective {
  private static final double FLOOR = 1e-7;
  private static final double MAX_DISTANCE = 1e10;

  /** The most factors of a product. */
  private static final int MOST_FACTORS = 64;

  /** Products of u stay between e^-600 and e^600; a double reaches e^709. */
  private static final double MAX_LOG_PRODUCT = 600;

  private final Kernel kernel;
  private final double c;

  /** The largest distance whose |dk/dq| is not below the floor. */
  private final double limit;

  private long pairs;
  private long counted;

  /** Inverse multiquadric: sum of log u. Gaussian: sum of q. */
  private double sum;

  private double sumOfInverses;

  ScaleObjective(Kernel kernel, double c) {
    this.kernel = kernel;
    this.c = c;
    if (kernel == Kernel.GAUSSIAN) {
      limit = 2 * c * c * (-Math.log(2 * c * c) - Math.log(FLOOR));
    } else {
      limit = Math.cbrt(Math.pow(c / (2 * FLOOR), 2)) - c * c;
    }
  }

  /**
   * Takes more distances.
   *
   * @param distances [rows, columns], overwritten with their clamped values
   * @param rows how often each row counts; equal numbers are best beside one another
   * @param columns how often each column counts
   */
  void add(double[] distances, int[] rows, int[] columns) {
    double largest = clamp(distances, columns.length);
    long all = (long) Arrays.stream(rows).sum() * Arrays.stream(columns).sum();
    pairs += all;
    if (largest <= limit && kernel == Kernel.INVERSE_MULTIQUADRIC) {
      counted += all;
      addProducts(distances, largest, rows, columns);
    } else {
      addOneByOne(distances, rows, columns);
    }
  }

  /**
   * Takes the distances between drawn rows of a matrix where they lie, if the backend offers that.
   */
  boolean addThere(Backend backend, Tensor matrix, int[] rows, int[] columns) {
    Optional<DistanceSums> sums =
        backend.distanceSums(matrix, rows, columns, MAX_DISTANCE, limit, c * c);
    sums.ifPresent(
        s -> {
          pairs += (long) rows.length * columns.length;
          counted += s.counted();
          sum += kernel == Kernel.GAUSSIAN ? s.distances() : s.logarithms();
          sumOfInverses += s.inverses();
        });
    return sums.isPresent();
  }

  /** Clamps in place and returns the largest. */
  private static double clamp(double[] distances, int columns) {
    double[] largest = new double[columns];
    for (int row = 0; row < distances.length; row += columns) {
      for (int j = 0; j < columns; j++) {
        double q = Math.min(Math.max(distances[row + j], 0), MAX_DISTANCE);
        distances[row + j] = q;
        largest[j] = Math.max(largest[j], q);
      }
    }
    return Arrays.stream(largest).max().orElse(0);
  }

  private void addProducts(double[] distances, double largest, int[] rows, int[] columns) {
    double squared = c * c;
    double range = Math.max(Math.abs(Math.log(squared)), Math.abs(Math.log(squared + largest)));
    int factors = (int) Math.max(1, Math.min(MOST_FACTORS, MAX_LOG_PRODUCT / range));
    int width = columns.length;
    double[] products = new double[width];
    double[] numerators = new double[width];
    for (int first = 0; first < rows.length; ) {
      int end = first;
      Arrays.fill(products, 1);
      Arrays.fill(numerators, 0);
      while (end < rows.length && end < first + factors && rows[end] == rows[first]) {
        multiply(products, numerators, distances, end++ * width, squared);
      }
      for (int j = 0; j < width; j++) {
        long times = (long) rows[first] * columns[j];
        sum += times * Math.log(products[j]);
        sumOfInverses += times * (numerators[j] / products[j]);
      }
      first = end;
    }
  }

  /** {@code n / p + 1 / u} and {@code p u} of every column, u from a row of distances. */
  private static void multiply(
      double[] products, double[] numerators, double[] distances, int from, double squared) {
    for (int j = 0; j < products.length; j++) {
      double u = distances[from + j] + squared;
      double product = products[j];
      numerators[j] = numerators[j] * u + product;
      products[j] = product * u;
    }
  }

  private void addOneByOne(double[] distances, int[] rows, int[] columns) {
    for (int i = 0; i < distances.length; i++) {
      double q = distances[i];
      if (q <= limit) {
        long times = (long) rows[i / columns.length] * columns[i % columns.length];
        counted += times;
        if (kernel == Kernel.GAUSSIAN) {
          sum += times * q;
        } else {
          double u = q + c * c;
          sum += times * Math.log(u);
          sumOfInverses += times / u;
        }
      }
    }
  }

  /** The mean over all distances taken, here and in another objective of the same kernel and c. */
  KernelScale.Objective meanWith(ScaleObjective other) {
    ScaleObjective both = new ScaleObjective(kernel, c);
    both.pairs = pairs + other.pairs;
    both.counted = counted + other.counted;
    both.sum = sum + other.sum;
    both.sumOfInverses = sumOfInverses + other.sumOfInverses;
    return both.mean();
  }

  /** The mean over all distances taken. */
  KernelScale.Objective mean() {
    double value = (pairs - counted) * Math.log(FLOOR);
    double derivative;
    if (kernel == Kernel.GAUSSIAN) {
      value += -counted * Math.log(2 * c * c) - sum / (2 * c * c);
      derivative = sum / (c * c * c) - 2 * counted / c;
    } else {
      value += counted * Math.log(c / 2) - 1.5 * sum;
      derivative = counted / c - 3 * c * sumOfInverses;
    }
    return new KernelScale.Objective(value / pairs, derivative / pairs);
  }
}
