package io.hsicflow.model.optim;

/**
 * A number of the schedule that moves linearly to another one while a run is under way
 * (docs/method.md section 6, Changes): {@code from + (to - from) (t - a + 1) / N} for N steps from
 * step a on, of which the last one has the new number, then that number. With N = 1 it changes at
 * once.
 *
 * @param firstStep a, the first step that has another number than {@code from}
 * @param steps N, how long it takes
 * @param from the number before
 * @param to the number from the last of the steps on
 */
public record Transition(long firstStep, long steps, double from, double to) {
  /** Checks the numbers. */
  public Transition {
    if (firstStep < 0 || steps < 1) {
      throw new IllegalArgumentException(
          "A change of the schedule needs a first step and at least one step of length, not %d and %d."
              .formatted(firstStep, steps));
    }
    if (!Double.isFinite(from) || !Double.isFinite(to)) {
      throw new IllegalArgumentException(
          "A change of the schedule needs finite numbers, not %s and %s.".formatted(from, to));
    }
  }

  /** The number at step t. */
  public double at(long t) {
    if (t < firstStep) {
      return from;
    }
    long before = t - firstStep;
    return before >= steps - 1 ? to : from + (to - from) * ((before + 1.0) / steps);
  }
}
