package io.hsicflow.model.network;

import java.util.List;

/**
 * How the channels of a picture in [0, 1] become the input of a network: {@code (x - mean) /
 * deviation}, each channel by its own two numbers (docs/method.md section 1).
 *
 * @param mean of red, green and blue
 * @param deviation standard deviation of red, green and blue, above 0
 */
public record Normalisation(List<Double> mean, List<Double> deviation) {
  private static final int CHANNELS = 3;

  /** ImageNet's channels, which docs/method.md uses for all data. */
  public static final Normalisation DEFAULT =
      new Normalisation(List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));

  /** Checks the numbers. */
  public Normalisation {
    mean = List.copyOf(mean);
    deviation = List.copyOf(deviation);
    if (mean.size() != CHANNELS
        || deviation.size() != CHANNELS
        || !mean.stream().allMatch(Double::isFinite)
        || !deviation.stream().allMatch(value -> Double.isFinite(value) && value > 0)) {
      throw new IllegalArgumentException(
          "The channels' means are %s and their standard deviations %s: give three of each, for red, green and blue, the deviations above 0."
              .formatted(mean, deviation));
    }
  }

  /** The means, red first. */
  public double[] means() {
    return numbers(mean);
  }

  /** The standard deviations, red first. */
  public double[] deviations() {
    return numbers(deviation);
  }

  private static double[] numbers(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
