package io.hsicflow.pipeline.chaos;

import io.hsicflow.pipeline.UserException;

/**
 * What {@code ./hsicflow chaos} is asked for.
 *
 * @param kills how many processes are killed, at least 1
 * @param seed of the kills
 */
public record ChaosSettings(int kills, long seed) {
  /** The images that are published grow with the kills; more would not fit a temporary folder. */
  private static final int MOST_KILLS = 10_000;

  /** Checks the number of kills. */
  public ChaosSettings {
    if (kills < 1 || kills > MOST_KILLS) {
      throw new UserException("--kills is " + kills + "; give 1 to " + MOST_KILLS + ".");
    }
  }
}
