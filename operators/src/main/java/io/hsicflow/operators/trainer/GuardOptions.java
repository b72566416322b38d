package io.hsicflow.operators.trainer;

import io.hsicflow.model.guard.CollapsePolicy;
import io.hsicflow.model.guard.GuardSettings;
import io.hsicflow.model.guard.NonFinitePolicy;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;

/** Options of the guards against steps that spoil a learner. */
public final class GuardOptions {

  private static final GuardSettings DEFAULTS = GuardSettings.DEFAULT;

  /** What becomes of a step that is not finite. */
  public static final ConfigOption<NonFinitePolicy> NON_FINITE =
      ConfigOptions.key("guard.non-finite")
          .enumType(NonFinitePolicy.class)
          .defaultValue(DEFAULTS.nonFinite())
          .withDescription(
              "What becomes of a step whose loss, gradient or batch statistics are not finite numbers: skip (it changes"
                  + " nothing but the step number and a counter) or stop (the job ends).");

  /** The bound on the spread. */
  public static final ConfigOption<Double> COLLAPSE =
      ConfigOptions.key("guard.collapse")
          .doubleType()
          .defaultValue(DEFAULTS.collapse())
          .withDescription(
              "The spread of the online predictions (metric embeddingStd: 1 is even in all directions, 0 is all equal)"
                  + " below which a step counts as collapsed; 0: no such guard.");

  /** The collapsed steps that make a collapse. */
  public static final ConfigOption<Long> COLLAPSE_STEPS =
      ConfigOptions.key("guard.collapse-steps")
          .longType()
          .defaultValue(DEFAULTS.collapseSteps())
          .withDescription(
              "So many collapsed steps in a row, after the warm-up, make a collapse; as many in a row that are not end"
                  + " it.");

  /** What becomes of a collapse. */
  public static final ConfigOption<CollapsePolicy> ON_COLLAPSE =
      ConfigOptions.key("guard.on-collapse")
          .enumType(CollapsePolicy.class)
          .defaultValue(DEFAULTS.onCollapse())
          .withDescription(
              "What becomes of a collapse: hold (training goes on; its snapshots are written, but neither announced nor"
                  + " embedded with until it has ended), stop (the job ends) or rollback (the learner goes back to a copy"
                  + " from before; the copy is part of the state and doubles it).");

  /** The steps between two copies. */
  public static final ConfigOption<Long> INTERVAL =
      ConfigOptions.key("guard.interval")
          .longType()
          .defaultValue(DEFAULTS.interval())
          .withDescription(
              "With guard.on-collapse = rollback: a copy of the learner is taken after every so many steps, if that step"
                  + " was not collapsed, in the place of the copy before.");

  /** The most rollbacks. */
  public static final ConfigOption<Long> ROLLBACKS =
      ConfigOptions.key("guard.rollbacks")
          .longType()
          .defaultValue(DEFAULTS.rollbacks())
          .withDescription(
              "With guard.on-collapse = rollback: the most rollbacks of a run; at the next collapse the job ends.");

  private GuardOptions() {}

  /**
   * The guards' settings.
   *
   * @throws IllegalArgumentException with a sentence when a number cannot be
   */
  static GuardSettings settings(ReadableConfig config) {
    return new GuardSettings(
        config.get(NON_FINITE),
        config.get(COLLAPSE),
        config.get(COLLAPSE_STEPS),
        config.get(ON_COLLAPSE),
        config.get(INTERVAL),
        config.get(ROLLBACKS));
  }
}
