package io.hsicflow.model.guard;

/**
 * All that changes of the guards; part of the learner's state.
 *
 * @param skipped steps that were not finite and were left out, in all
 * @param collapsed collapsed steps in a row, up to the last step
 * @param recovered while snapshots are held back: steps in a row, up to the last, that were not
 *     collapsed
 * @param held whether snapshots are held back
 * @param rollbacks rollbacks done, in all
 */
public record GuardCounts(
    long skipped, long collapsed, long recovered, boolean held, long rollbacks) {
  /** Of a learner at its start. */
  public static final GuardCounts NONE = new GuardCounts(0, 0, 0, false, 0);

  /** Checks the numbers. */
  public GuardCounts {
    if (skipped < 0 || collapsed < 0 || recovered < 0 || rollbacks < 0) {
      throw new IllegalArgumentException(
          "Counts of the guards must not be negative: %d skipped, %d collapsed, %d recovered, %d rollbacks."
              .formatted(skipped, collapsed, recovered, rollbacks));
    }
  }

  GuardCounts withSkipped() {
    return new GuardCounts(skipped + 1, collapsed, recovered, held, rollbacks);
  }

  GuardCounts withRollback() {
    return new GuardCounts(skipped, 0, 0, held, rollbacks + 1);
  }

  GuardCounts withStreaks(long nowCollapsed, long nowRecovered, boolean nowHeld) {
    return new GuardCounts(skipped, nowCollapsed, nowRecovered, nowHeld, rollbacks);
  }
}
