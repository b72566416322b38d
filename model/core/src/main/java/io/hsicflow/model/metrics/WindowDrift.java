package io.hsicflow.model.metrics;

import io.hsicflow.model.random.CounterRandom;
import io.hsicflow.model.random.Purpose;
import java.util.Arrays;

/**
 * How far a window of a stream has moved from the one before it, and how far it would seem to have
 * moved by chance: the figure of {@link EmbeddingDrift}, brought to the mean and spread of both
 * windows together, so that either may be the earlier one. Its noise is that of a permutation test
 * (Gretton et al. 2012, section 5): the images of both windows are dealt out at random, time and
 * again, into two of the same sizes, and one deal in twenty is above it.
 *
 * @param value the squared discrepancy: 0 = unmoved, and a little below it by chance; 1.1 is two
 *     windows that are each one picture, over and over
 * @param noise what {@code value} exceeds once in twenty times where nothing has changed and images
 *     are drawn independently; images that follow one another closely are more alike than that
 */
public record WindowDrift(double value, double noise) {

  private static final int DEALS = 199;
  private static final int ABOVE = 10;

  /**
   * Compares two windows.
   *
   * @param before {@code [n, d]} embeddings of the earlier one, n at least 2
   * @param now {@code [m, d]} of the later one, embedded by the same encoder
   * @param seed of features and deals
   * @param between called every few milliseconds of work, by the calling thread: a place to rest,
   *     or to throw an exception that ends it
   * @throws IllegalArgumentException for fewer than two vectors, or values that are not finite
   */
  public static WindowDrift of(Vectors before, Vectors now, long seed, Runnable between) {
    EmbeddingDrift.require(before);
    EmbeddingDrift.require(now);
    Vectors both = before.with(now);
    DriftFeatures features = new DriftFeatures(both, seed);
    double[][] rows = new double[both.count()][DriftFeatures.COUNT];
    int[] order = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      features.of(both, i, rows[i]);
      order[i] = i;
      between.run();
    }
    FeatureSums first = new FeatureSums();
    FeatureSums second = new FeatureSums();
    double value = dealt(rows, order, before.count(), first, second);
    double[] byChance = new double[DEALS];
    for (int deal = 0; deal < DEALS; deal++) {
      shuffle(order, CounterRandom.at(seed, Purpose.DRIFT, 1, deal));
      byChance[deal] = dealt(rows, order, before.count(), first, second);
      between.run();
    }
    Arrays.sort(byChance);
    return new WindowDrift(value, byChance[DEALS - ABOVE]);
  }

  private static double dealt(
      double[][] rows, int[] order, int ofFirst, FeatureSums first, FeatureSums second) {
    first.clear();
    second.clear();
    for (int i = 0; i < order.length; i++) {
      (i < ofFirst ? first : second).add(rows[order[i]]);
    }
    return first.discrepancy(second);
  }

  private static void shuffle(int[] order, CounterRandom random) {
    for (int i = order.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int moved = order[i];
      order[i] = order[other];
      order[other] = moved;
    }
  }
}
