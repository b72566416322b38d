package io.hsicflow.pipeline.fuzz;

/**
 * The input that cost most of something.
 *
 * @param value what it cost; -1 before the first input
 * @param number of the input
 * @param kind how the input was made
 */
public record Worst(long value, long number, String kind) {
  static final Worst NONE = new Worst(-1, -1, "none");

  /** This, or the other where that is worse. */
  Worst or(long other, long otherNumber, String otherKind) {
    return other > value ? new Worst(other, otherNumber, otherKind) : this;
  }
}
