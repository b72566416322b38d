package io.hsicflow.model.guard;

/**
 * The settings of the guards.
 *
 * @param nonFinite what becomes of a step that is not finite
 * @param collapse the spread of view 1's online predictions (1 = isotropic, 0 = all equal) below
 *     which a step counts as collapsed; 0 for no such guard
 * @param collapseSteps K, collapsed steps in a row, after the warm-up, that make a collapse
 * @param onCollapse what becomes of a collapse
 * @param interval steps from one copy for a rollback to the next
 * @param rollbacks R, the most rollbacks of a run
 */
public record GuardSettings(
    NonFinitePolicy nonFinite,
    double collapse,
    long collapseSteps,
    CollapsePolicy onCollapse,
    long interval,
    long rollbacks) {
  /** Skips what is not finite, and holds the snapshots of collapsed encoders back. */
  public static final GuardSettings DEFAULT =
      new GuardSettings(NonFinitePolicy.SKIP, 0.1, 100, CollapsePolicy.HOLD, 1000, 3);

  /** Checks the numbers. */
  public GuardSettings {
    if (!(collapse >= 0 && collapse <= 1)) {
      throw new IllegalArgumentException(
          "guard.collapse must be in [0, 1], where 1 is an even spread and 0 turns the guard off; it is %s."
              .formatted(collapse));
    }
    if (collapseSteps < 1 || interval < 1 || rollbacks < 0) {
      throw new IllegalArgumentException(
          "guard.collapse-steps and guard.interval must be at least 1 and guard.rollbacks at least 0; they are %d, %d and %d."
              .formatted(collapseSteps, interval, rollbacks));
    }
  }

  /** Whether copies are taken. */
  public boolean rollsBack() {
    return onCollapse == CollapsePolicy.ROLLBACK;
  }
}
