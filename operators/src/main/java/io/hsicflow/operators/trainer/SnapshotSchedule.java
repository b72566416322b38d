package io.hsicflow.operators.trainer;

/** When a snapshot is due: every so many steps, and never twice for one step. */
final class SnapshotSchedule {

  private final long everySteps;
  private long lastStep;

  /**
   * @param everySteps 0 for none by steps
   * @param startStep the learner's step at the start; no snapshot is due for it but the initial one
   */
  SnapshotSchedule(long everySteps, long startStep) {
    this.everySteps = everySteps;
    this.lastStep = startStep;
  }

  /** Whether {@code steps} done calls for a snapshot by its number. */
  boolean isDue(long steps) {
    return everySteps > 0 && steps % everySteps == 0 && hasNews(steps);
  }

  /** Whether a step was done since the last snapshot. */
  boolean hasNews(long steps) {
    return steps > lastStep;
  }

  void published(long steps) {
    lastStep = steps;
  }
}
