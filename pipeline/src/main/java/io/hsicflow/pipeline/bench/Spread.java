package io.hsicflow.pipeline.bench;

import java.util.Arrays;
import java.util.Map;

/** Measured numbers, of which some percentiles are told. */
public final class Spread {
  private final double[] sorted;

  /**
   * @param values at least one, in any order
   */
  public Spread(double... values) {
    sorted = values.clone();
    Arrays.sort(sorted);
  }

  /** The nearest rank. */
  public double percentile(double fraction) {
    int rank = (int) Math.ceil(fraction * sorted.length);
    return sorted[Math.max(1, rank) - 1];
  }

  /** The nearest rank to the middle. */
  public double median() {
    return percentile(0.5);
  }

  /** The lowest value. */
  public double lowest() {
    return sorted[0];
  }

  /** The highest value. */
  public double highest() {
    return sorted[sorted.length - 1];
  }

  /** How many values there are. */
  public int count() {
    return sorted.length;
  }

  /** The median under {@code key}, the 10th and the 90th percentile under names that say so. */
  void putPercentiles(Map<String, Object> json, String key) {
    json.put(key, median());
    json.put(key + "_p10", percentile(0.1));
    json.put(key + "_p90", percentile(0.9));
  }
}
