package io.hsicflow.operators.rates;

/**
 * Where the rates stand; kept in state.
 *
 * @param fresh the fresh images that the budget of extra places has counted
 * @param left the extra places that may still be given
 * @param share the share of fresh images that is trained on
 * @param stretch as {@link EvenShare} counts, and so are the next two
 * @param within how far the stretch has come
 * @param taken the images taken while the share was below 1
 */
public record RatesPosition(
    long fresh, long left, double share, long stretch, double within, long taken) {

  /** The beginning. */
  public static final RatesPosition START = new RatesPosition(0, 0, 1, 0, 0, 0);
}
