package io.hsicflow.model.guard;

/**
 * What the guards did in one step.
 *
 * @param skipped whether the step was not finite and was left out
 * @param rolledBack whether the learner went back to its copy after the step
 * @param counts as they stand after the step
 */
public record GuardReport(boolean skipped, boolean rolledBack, GuardCounts counts) {
  /** Of a step that no guard had anything to say of. */
  public static final GuardReport QUIET = new GuardReport(false, false, GuardCounts.NONE);
}
