package io.hsicflow.pipeline.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A curve.
 *
 * @param name in the legend
 * @param x where its points stand, ascending
 * @param y their values; one that is not finite leaves a gap
 */
record Series(String name, double[] x, double[] y) {
  /** Checks the lengths. */
  Series {
    if (x.length != y.length) {
      throw new IllegalArgumentException(
          "The curve %s has %d places and %d values; give as many."
              .formatted(name, x.length, y.length));
    }
  }

  /**
   * Some points of a curve in one.
   *
   * @param x of the last
   * @param mean of the finite values; NaN where there are none
   * @param least of the finite values
   * @param most of the finite values
   */
  record Bucket(double x, double mean, double least, double most) {}

  /** The curve in at most {@code most} buckets of equally many points, but for the last. */
  List<Bucket> buckets(int most) {
    int size = Math.max(1, (x.length + most - 1) / most);
    List<Bucket> buckets = new ArrayList<>();
    for (int from = 0; from < x.length; from += size) {
      int to = Math.min(x.length, from + size);
      double sum = 0;
      int finite = 0;
      double low = Double.POSITIVE_INFINITY;
      double high = Double.NEGATIVE_INFINITY;
      for (int i = from; i < to; i++) {
        if (Double.isFinite(y[i])) {
          sum += y[i];
          finite++;
          low = Math.min(low, y[i]);
          high = Math.max(high, y[i]);
        }
      }
      buckets.add(
          finite == 0
              ? new Bucket(x[to - 1], Double.NaN, Double.NaN, Double.NaN)
              : new Bucket(x[to - 1], sum / finite, low, high));
    }
    return buckets;
  }

  /** How many values are not finite. */
  int gaps() {
    int gaps = 0;
    for (double value : y) {
      gaps += Double.isFinite(value) ? 0 : 1;
    }
    return gaps;
  }
}
