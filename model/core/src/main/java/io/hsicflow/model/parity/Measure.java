package io.hsicflow.model.parity;

/**
 * One error beside its bar.
 *
 * @param what what it is of
 * @param error how far off ours is
 * @param bar what it has to stay below
 */
public record Measure(String what, double error, double bar) {
  /** Whether the error is below the bar; one that is not a number is not. */
  public boolean passes() {
    return error < bar;
  }

  /** How much of its bar it takes; infinite where it is not a number. */
  double share() {
    return Double.isNaN(error) ? Double.POSITIVE_INFINITY : error / bar;
  }
}
