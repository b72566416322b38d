package io.hsicflow.pipeline.experiment;

import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Lets trainings take turns of a few steps, in their order, so that whatever else the machine does
 * slows all of them alike.
 */
final class Turns {
  /** Steps of a turn; the last one may have fewer. */
  static final int STEPS = 10;

  private Turns() {}

  /** One of several trainings. */
  interface Training {
    /** Trains for {@code steps} steps; returns the loss of the last one. */
    double turn(int steps);
  }

  /** Told after every turn. */
  interface Listener {
    /** So many steps were taken. */
    void advanced(int steps, double loss);
  }

  /**
   * Turns until every training has done {@code steps} steps.
   *
   * @param stopped asked before every turn
   * @return false where they were stopped
   */
  static boolean take(
      List<? extends Training> trainings, int steps, BooleanSupplier stopped, Listener listener) {
    for (int done = 0; done < steps; done += STEPS) {
      int turn = Math.min(STEPS, steps - done);
      for (Training training : trainings) {
        if (stopped.getAsBoolean()) {
          return false;
        }
        listener.advanced(turn, training.turn(turn));
      }
    }
    return true;
  }
}
