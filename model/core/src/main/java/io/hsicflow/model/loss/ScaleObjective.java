package io.hsicflow.model.loss;

/**
 * The kernel scale's objective over sampled squared distances, and its derivative (METHOD.md
 * section 5). With u = q + c^2, q clamped to [0, 1e10]:
 *
 * <pre>
 * inverse multiquadric: log |dk/dq| = log(c / 2) - 1.5 log u,       d/dc = 1 / c - 3 c / u
 * Gaussian:             log |dk/dq| = -q / (2 c^2) - log(2 c^2),    d/dc = q / c^3 - 2 / c
 * </pre>
 *
 * A pair whose |dk/dq| is below 1e-7 counts as 1e-7 with derivative 0.
 */
final class ScaleObjective {
  private static final double FLOOR = 1e-7;
  private static final double MAX_DISTANCE = 1e10;

  private ScaleObjective() {}

  static KernelScale.Objective of(Kernel kernel, double[] distances, double c) {
    return kernel == Kernel.GAUSSIAN ? gaussian(distances, c) : inverseMultiquadric(distances, c);
  }

  private static KernelScale.Objective inverseMultiquadric(double[] distances, double c) {
    double squared = c * c;
    // |dk/dq| >= floor exactly where u <= (c / (2 floor))^(2/3).
    double limit = Math.cbrt(Math.pow(c / (2 * FLOOR), 2));
    long counted = 0;
    double logs = 0;
    double inverses = 0;
    // One logarithm for eight factors: each is between 1e-6 and about 1e10, so the product stays
    // far inside the range.
    double product = 1;
    for (int i = 0; i < distances.length; i++) {
      double u = Math.min(Math.max(distances[i], 0), MAX_DISTANCE) + squared;
      if (u <= limit) {
        counted++;
        product *= u;
        inverses += 1 / u;
      }
      if ((i & 7) == 7) {
        logs += Math.log(product);
        product = 1;
      }
    }
    logs += Math.log(product);
    double floored = distances.length - counted;
    double value = counted * Math.log(c / 2) - 1.5 * logs + floored * Math.log(FLOOR);
    double derivative = counted / c - 3 * c * inverses;
    return new KernelScale.Objective(value / distances.length, derivative / distances.length);
  }

  private static KernelScale.Objective gaussian(double[] distances, double c) {
    double squared = c * c;
    double atZero = -Math.log(2 * squared);
    double limit = 2 * squared * (atZero - Math.log(FLOOR));
    long counted = 0;
    double sum = 0;
    for (double distance : distances) {
      double q = Math.min(Math.max(distance, 0), MAX_DISTANCE);
      if (q <= limit) {
        counted++;
        sum += q;
      }
    }
    double floored = distances.length - counted;
    double value = counted * atZero - sum / (2 * squared) + floored * Math.log(FLOOR);
    double derivative = sum / (squared * c) - 2 * counted / c;
    return new KernelScale.Objective(value / distances.length, derivative / distances.length);
  }
}
