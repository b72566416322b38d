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
    boolean[][] deals = deals(before.count(), both.count(), seed, between);
    DriftFeatures features = new DriftFeatures(both, seed);
    // One pass over the images, so that what is kept does not grow with their features.
    FeatureSums all = new FeatureSums();
    FeatureSums[] firsts = new FeatureSums[deals.length];
    Arrays.setAll(firsts, deal -> new FeatureSums());
    double[] row = new double[DriftFeatures.COUNT];
    for (int i = 0; i < both.count(); i++) {
      features.of(both, i, row);
      all.add(row);
      for (int deal = 0; deal < deals.length; deal++) {
        if (deals[deal][i]) {
          firsts[deal].add(row);
        }
      }
      between.run();
    }
    double[] values = Arrays.stream(firsts).mapToDouble(all::discrepancyOfPart).toArray();
    Arrays.sort(values, 1, values.length);
    return new WindowDrift(values[0], values[values.length - ABOVE]);
  }

  /** Which images are in the first window: as they came, and then of each deal. */
  private static boolean[][] deals(int ofFirst, int count, long seed, Runnable between) {
    boolean[][] deals = new boolean[1 + DEALS][count];
    int[] order = new int[count];
    Arrays.setAll(order, i -> i);
    for (int deal = 0; deal < deals.length; deal++) {
      if (deal > 0) {
        shuffle(order, CounterRandom.at(seed, Purpose.DRIFT, 1, deal - 1L));
      }
      for (int i = 0; i < ofFirst; i++) {
        deals[deal][order[i]] = true;
      }
      between.run();
    }
    return deals;
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
