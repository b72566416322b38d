package io.hsicflow.model.metrics;

/** The check at the door of the measures that a single bad value would spoil. */
final class Finite {
  private Finite() {}

  static void require(Vectors vectors, String measure) {
    if (vectors.count() == 0) {
      throw new IllegalArgumentException(measure + " got 0 vectors; give at least 1.");
    }
    if (!vectors.isFinite()) {
      throw new IllegalArgumentException(
          measure + " got a value that is not finite; the encoder that made it has diverged.");
    }
  }
}
