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
 * <p>Distances come in pieces. A logarithm is taken of the product of many u at once, as many as
 * stay far inside the range of a double, and the sum of their 1 / u is one fraction with that
 * product below: n / p + 1 / u = (n u + p) / (p u), all of it positive. The loops over them have no
 * branch, because pairs below the floor are rare: a piece that has one is done pair by pair.
 */
public final class ScaleObjective {
  private static final double FLOOR = 1e-7;
  private static final double MAX_DISTANCE = 1e10;
  private static final int LANES = 256;

  /** Products of u stay between e^-600 and e^600; a double reaches e^709. */
  private static final double MAX_LOG_PRODUCT = 600;

  private final Kernel kernel;
  private final double c;

  /** The largest distance whose |dk/dq| is not below the floor. */
  private final double limit;

  private final double[] products = new double[LANES];
  private final double[] numerators = new double[LANES];

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

  /** Takes more distances; the array is overwritten with their clamped values. */
  void add(double[] distances) {
    double largest = clamp(distances);
    pairs += distances.length;
    if (largest <= limit && kernel == Kernel.INVERSE_MULTIQUADRIC) {
      counted += distances.length;
      addLanes(distances, largest);
    } else {
      addOneByOne(distances);
    }
  }

  /** Takes more distances where they lie, if the backend offers that. */
  boolean addThere(Backend backend, Tensor distances) {
    Optional<DistanceSums> sums = backend.distanceSums(distances, MAX_DISTANCE, limit, c * c);
    sums.ifPresent(
        s -> {
          pairs += distances.size();
          counted += s.counted();
          sum += kernel == Kernel.GAUSSIAN ? s.distances() : s.logarithms();
          sumOfInverses += s.inverses();
        });
    return sums.isPresent();
  }

  /** Clamps in place and returns the largest. */
  private double clamp(double[] distances) {
    int whole = distances.length - distances.length % LANES;
    double[] largestOfLane = new double[LANES];
    for (int i = 0; i < whole; i += LANES) {
      for (int lane = 0; lane < LANES; lane++) {
        double q = Math.min(Math.max(distances[i + lane], 0), MAX_DISTANCE);
        distances[i + lane] = q;
        largestOfLane[lane] = Math.max(largestOfLane[lane], q);
      }
    }
    double largest = 0;
    for (int i = whole; i < distances.length; i++) {
      distances[i] = Math.min(Math.max(distances[i], 0), MAX_DISTANCE);
      largest = Math.max(largest, distances[i]);
    }
    for (double q : largestOfLane) {
      largest = Math.max(largest, q);
    }
    return largest;
  }

  private void addLanes(double[] distances, double largest) {
    double squared = c * c;
    double range = Math.max(Math.abs(Math.log(squared)), Math.abs(Math.log(squared + largest)));
    int factors = (int) Math.max(1, Math.min(64, MAX_LOG_PRODUCT / range));
    int whole = distances.length - distances.length % LANES;
    for (int first = 0; first < whole; first += factors * LANES) {
      Arrays.fill(products, 1);
      Arrays.fill(numerators, 0);
      for (int i = first; i < Math.min(whole, first + factors * LANES); i += LANES) {
        for (int lane = 0; lane < LANES; lane++) {
          double u = distances[i + lane] + squared;
          double product = products[lane];
          numerators[lane] = numerators[lane] * u + product;
          products[lane] = product * u;
        }
      }
      for (int lane = 0; lane < LANES; lane++) {
        sum += Math.log(products[lane]);
        sumOfInverses += numerators[lane] / products[lane];
      }
    }
    for (int i = whole; i < distances.length; i++) {
      sum += Math.log(distances[i] + squared);
      sumOfInverses += 1 / (distances[i] + squared);
    }
  }

  private void addOneByOne(double[] distances) {
    for (double q : distances) {
      if (q <= limit) {
        counted++;
        if (kernel == Kernel.GAUSSIAN) {
          sum += q;
        } else {
          double u = q + c * c;
          sum += Math.log(u);
          sumOfInverses += 1 / u;
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
