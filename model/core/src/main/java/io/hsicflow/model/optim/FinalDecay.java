package io.hsicflow.model.optim;

/**
 * A decay of the learning rate to 0 that was asked for while a run was under way (docs/method.md
 * section 6, Streams): half a cosine from the first step on, then 0.
 *
 * @param firstStep the first step that it applies to
 * @param steps how long it takes
 */
public record FinalDecay(long firstStep, long steps) {
  /** Checks the numbers. */
  public FinalDecay {
    if (firstStep < 0 || steps < 1) {
      throw new IllegalArgumentException(
          "A final decay needs a first step and at least one step of length, not %d and %d."
              .formatted(firstStep, steps));
    }
  }

  /** The factor on the rate of step t: 1 before the decay, 0 after it. */
  public double factor(long t) {
    return t < firstStep ? 1 : HalfCosine.at(t - firstStep, steps);
  }

  /** Whether it has ended before step t. */
  boolean hasEnded(long t) {
    return t - firstStep >= steps;
  }
}
