package io.hsicflow.pipeline.demo;

import io.hsicflow.model.random.CounterRandom;
import io.hsicflow.model.random.Purpose;

/**
 * An endless order over some pictures: pass after pass, each a random permutation from the seed.
 * Not thread-safe.
 */
public final class ShuffledPasses {
  /** No picture has this number, so that the stream of random numbers is the order's own. */
  private static final long ORDER = -1;

  private final long seed;
  private final int[] order;
  private long shuffled = -1;

  /**
   * @param count pictures, at least 1
   * @throws IllegalArgumentException where there are none
   */
  public ShuffledPasses(long seed, int count) {
    if (count < 1) {
      throw new IllegalArgumentException(
          "There are " + count + " images to show; give at least 1.");
    }
    this.seed = seed;
    this.order = new int[count];
  }

  /** Number of pictures. */
  int count() {
    return order.length;
  }

  /** The pass that holds a place, from 0. */
  public long pass(long place) {
    return place / order.length;
  }

  /** The picture at a place. */
  public int picture(long place) {
    long pass = pass(place);
    if (pass != shuffled) {
      shuffle(pass);
    }
    return order[(int) (place % order.length)];
  }

  private void shuffle(long pass) {
    permute(CounterRandom.at(seed, Purpose.SCENE, ORDER, pass), order);
    shuffled = pass;
  }

  /** Fills {@code order} with the numbers from 0 in a random order, each alike likely. */
  public static void permute(CounterRandom random, int[] order) {
    for (int i = 0; i < order.length; i++) {
      int at = random.nextInt(i + 1);
      order[i] = order[at];
      order[at] = i;
    }
  }
}
