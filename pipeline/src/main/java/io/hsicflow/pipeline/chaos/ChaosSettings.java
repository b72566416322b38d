package io.hsicflow.pipeline.chaos;

import io.hsicflow.operators.replay.ReplayKind;
import io.hsicflow.pipeline.UserException;

/**
 * What {@code ./hsicflow chaos} is asked for.
 *
 * @param kills how many processes are killed, at least 1
 * @param seed of the kills
 * @param replay which images are held, to be trained on again
 */
public record ChaosSettings(int kills, long seed, ReplayKind replay) {
  /** The images that are published grow with the kills; more would not fit a temporary folder. */
  private static final int MOST_KILLS = 10_000;

  /** Checks the number of kills and the policy. */
  public ChaosSettings {
    if (replay == ReplayKind.REPEAT) {
      throw new UserException(
          "--replay is repeat, which holds no images beyond a batch; give none, fifo, reservoir or min-redundancy.");
    }
    if (kills < 1 || kills > MOST_KILLS) {
      throw new UserException("--kills is " + kills + "; give 1 to " + MOST_KILLS + ".");
    }
  }

  /** Replayed places beside each fresh image. */
  int replaysAnImage() {
    return replay == ReplayKind.NONE ? 0 : 1;
  }
}
