package io.hsicflow.pipeline.evaluate;

import io.hsicflow.model.random.CounterRandom;
import io.hsicflow.model.random.Purpose;

/**
 * Which image is the next to learn from: every epoch has each image once, in an order that is drawn
 * from the seed and the epoch's number. Not thread-safe.
 */
final class EpochOrder {
  private final int[] order;
  private final long seed;
  private long epoch = -1;

  /**
   * @param images how many there are
   */
  EpochOrder(int images, long seed) {
    order = new int[images];
    this.seed = seed;
  }

  /**
   * The place of an image in its part.
   *
   * @param example counted from 0 through all epochs
   */
  int image(long example) {
    if (example / order.length != epoch) {
      epoch = example / order.length;
      shuffle();
    }
    return order[(int) (example % order.length)];
  }

  private void shuffle() {
    CounterRandom random = CounterRandom.at(seed, Purpose.LABELLED_ORDER, epoch, 0);
    for (int i = 0; i < order.length; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
  }
}
