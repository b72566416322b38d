package io.hsicflow.operators.rates;

/**
 * How many extra places may be given: over all fresh images that were counted, so many that all
 * places, but for those of steps that were topped up, are at most {@code most} for each of them.
 * What is left is bounded by what is held, since otherwise a busy day would save up for a night of
 * nothing but replay: at most {@code most - 1} places for each held image.
 */
final class PlaceBudget {

  private final double most;
  private long fresh;
  private long left;

  /**
   * @param most places for each fresh image
   * @param fresh the fresh images that were counted so far
   * @param left the extra places that they left
   */
  PlaceBudget(double most, long fresh, long left) {
    this.most = most;
    this.fresh = fresh;
    this.left = left;
  }

  /** A fresh image took its place, and {@code places - 1} held ones with it. */
  void earn(int places) {
    // In doubles, exact up to 2^53, so that a limit that means no limit fills a long at most.
    left = (long) (left + (Math.floor((fresh + 1) * most) - Math.floor(fresh * most)) - places);
    fresh++;
  }

  /** How many may be given while so many images are held. */
  long left(long held) {
    left = Math.min(left, (long) ((most - 1) * held));
    return left;
  }

  /** So many were given. */
  void spend(int places) {
    left -= places;
  }

  long left() {
    return left;
  }

  long fresh() {
    return fresh;
  }
}
