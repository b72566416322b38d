package io.hsicflow.pipeline.experiment;

import java.util.Arrays;
import java.util.Locale;

/**
 * Mean and standard deviation of some numbers.
 *
 * @param mean NaN where there are none
 * @param deviation with n - 1 below the sum of squares; NaN where there is one number or none
 */
record MeanAndDeviation(double mean, double deviation) {

  static MeanAndDeviation of(double... numbers) {
    double mean = Arrays.stream(numbers).average().orElse(Double.NaN);
    double squares = Arrays.stream(numbers).map(x -> (x - mean) * (x - mean)).sum();
    return new MeanAndDeviation(
        mean, numbers.length < 2 ? Double.NaN : Math.sqrt(squares / (numbers.length - 1)));
  }

  /** A fraction in per cent, {@code 45.20 ± 0.51}; a dash where there is none. */
  String percent() {
    if (Double.isNaN(mean)) {
      return "-";
    }
    return Double.isNaN(deviation)
        ? String.format(Locale.ROOT, "%.2f", 100 * mean)
        : String.format(Locale.ROOT, "%.2f ± %.2f", 100 * mean, 100 * deviation);
  }
}
