package io.hsicflow.operators.rates;

import io.hsicflow.model.random.CounterRandom;
import io.hsicflow.model.random.Purpose;

/**
 * Takes a share of what comes, evenly: one of each 1 / share neighbours, at a place among them that
 * is drawn for each. Of any images in a row the number taken differs from their share by less than
 * 2. A fixed distance would be more even still, but where cameras send in turns it could fall in
 * with them, and leave one of them out for good.
 */
final class EvenShare {

  private static final long SEED = 0;

  private final CounterRandom random;
  private long stretch;
  private double within;
  private long taken;
  private double mark;

  /** Goes on where {@link #stretch}, {@link #within} and {@link #taken} stood, or from zeros. */
  EvenShare(long stretch, double within, long taken) {
    this.stretch = stretch;
    this.within = within;
    this.taken = taken;
    random = CounterRandom.at(SEED, Purpose.THINNING, stretch, 0);
    mark = random.nextDouble();
  }

  /**
   * Whether the next one is taken.
   *
   * @param share of those that come, above 0 and at most 1
   */
  boolean takes(double share) {
    if (share >= 1) {
      return true;
    }
    within += share;
    if (within >= 1) {
      within -= 1;
      stretch++;
      mark = random.reset(SEED, Purpose.THINNING, stretch, 0).nextDouble();
    }
    if (taken < stretch + (within >= mark ? 1 : 0)) {
      taken++;
      return true;
    }
    return false;
  }

  /** The number of the stretch of neighbours under way, of which one is taken. */
  long stretch() {
    return stretch;
  }

  /** How far the stretch has come, 0 to 1. */
  double within() {
    return within;
  }

  /** How many were taken while the share was below 1. */
  long taken() {
    return taken;
  }
}
