package io.hsicflow.operators.replay;

import io.hsicflow.model.random.CounterRandom;
import io.hsicflow.model.random.Purpose;

/**
 * A reservoir as the images of the smallest random numbers (bottom-k sampling). Every image has a
 * number of its own, a function of the seed and of the image's number, and the largest goes first.
 * What is held then depends on which images came and not on their order: all those whose number is
 * below the threshold, the smallest number that was evicted. Therefore the sample is exactly
 * uniform: every set of so many images is equally likely.
 *
 * <p>Where bytes are the bound, the images are the longest beginning of a random order of all
 * images that fits. When an image came is of no account then, either, and among images of one size
 * each is equally likely; a larger one is held less often than a smaller one. The threshold never
 * rises, since otherwise room that a large image leaves would go to whatever comes next. Where a
 * bound is raised over a restart, the room fills as slowly as the threshold lets it, uniformly.
 *
 * <p>On shelves of sources each shelf is such a sample of its source. With a limit of age an image
 * that grows too old opens the shelf again to any number, or an endless stream would be left with
 * no images at all: all images within the limit may then be held, younger ones somewhat more often.
 */
final class RandomRanking implements Ranking {

  private final SlotTable table;
  private final long seed;
  private final CounterRandom random;

  RandomRanking(SlotTable table, long seed) {
    this.table = table;
    this.seed = seed;
    this.random = CounterRandom.at(seed, Purpose.SEQUENCE, 0, DrawKind.PRIORITY.stream());
  }

  /** The number of an image, 63 bits, at least 0. */
  private long priority(long number) {
    return random.reset(seed, Purpose.SEQUENCE, number, DrawKind.PRIORITY.stream()).nextLong()
        >>> 1;
  }

  @Override
  public boolean admits(Shelf shelf, long number) {
    return shelf == null || priority(number) < shelf.threshold();
  }

  @Override
  public void enter(Shelf shelf, int slot, byte[] descriptor) {
    table.setRank(slot, priority(table.number(slot)));
  }

  @Override
  public void evict(Shelf shelf, int slot) {
    shelf.setThreshold(Math.min(shelf.threshold(), table.rank(slot)));
  }

  @Override
  public void restore(int slot, BufferOrder order, int index, byte[] descriptor) {
    table.setRank(slot, priority(table.number(slot)));
  }
}
