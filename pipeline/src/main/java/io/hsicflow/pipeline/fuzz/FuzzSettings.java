package io.hsicflow.pipeline.fuzz;

import io.hsicflow.pipeline.UserException;

/**
 * How many inputs, and which.
 *
 * @param inputs how many, from number 0 on
 * @param seed of all of them
 */
public record FuzzSettings(long inputs, long seed) {
  private static final long MOST = Integer.MAX_VALUE;

  /** Checks the number. */
  public FuzzSettings {
    if (inputs < 1 || inputs > MOST) {
      throw new UserException(
          inputs + " inputs cannot be tried: give a number from 1 to " + MOST + " (--inputs).");
    }
  }
}
