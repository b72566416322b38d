package io.hsicflow.model.parity;

import java.util.Arrays;

/** Figures of samples. */
final class Samples {
  private Samples() {}

  /** The share of a sorted sample that is below a value. */
  static double shareBelow(double[] sorted, double value) {
    int at = Arrays.binarySearch(sorted, value);
    while (at > 0 && sorted[at - 1] == value) {
      at--;
    }
    return (at < 0 ? -at - 1 : at) / (double) sorted.length;
  }

  /**
   * Chi-square of the counts of two samples, over its 99.99 % point; bins with fewer than ten in
   * both together are left out.
   */
  static double chiSquare(double[] ours, double[] theirs) {
    double ratio = Math.sqrt(Arrays.stream(theirs).sum() / Arrays.stream(ours).sum());
    double statistic = 0;
    int freedom = -1;
    for (int i = 0; i < theirs.length; i++) {
      double both = ours[i] + theirs[i];
      if (both >= 10) {
        double difference = ratio * ours[i] - theirs[i] / ratio;
        statistic += difference * difference / both;
        freedom++;
      }
    }
    // By Wilson and Hilferty.
    double root = 1 - 2.0 / (9 * freedom) + 3.719 * Math.sqrt(2.0 / (9 * freedom));
    return statistic / (freedom * root * root * root);
  }
}
