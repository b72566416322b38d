package io.hsicflow.model.guard;

/**
 * Judges a learner's steps one after the other by their numbers and keeps count.
 *
 * <p>A collapse is K steps in a row, after the warm-up, whose spread is below the bound. Steps that
 * were left out count neither way. With {@link CollapsePolicy#HOLD} snapshots are held back from
 * then on until K steps in a row were not collapsed.
 */
public final class StepGuard {
  private final GuardSettings settings;
  private final long warmupSteps;
  private GuardCounts counts = GuardCounts.NONE;

  /**
   * A guard at its start.
   *
   * @param warmupSteps steps in which nothing counts as collapsed
   */
  public StepGuard(GuardSettings settings, long warmupSteps) {
    this.settings = settings;
    this.warmupSteps = warmupSteps;
  }

  /** The counts as they stand. */
  public GuardCounts counts() {
    return counts;
  }

  /** Goes back to counts that were kept. */
  public void restore(GuardCounts kept) {
    counts = kept;
  }

  /**
   * Counts a step that is not finite, before it has changed anything.
   *
   * @param step the step's number, from 0
   * @throws GuardStoppedException where such a step ends the training
   */
  public void skip(long step, double loss, double gradientNorm) {
    if (settings.nonFinite() == NonFinitePolicy.STOP) {
      throw new GuardStoppedException(
          "Step %d is not finite (%s), and guard.non-finite is stop; it has changed nothing. Go on from the last checkpoint with a lower learner.peak-rate, or with guard.non-finite = skip to leave such steps out."
              .formatted(step, whatIsNotFinite(loss, gradientNorm)));
    }
    counts = counts.withSkipped();
  }

  /** Says which number of a step that was left out is to blame. */
  public static String whatIsNotFinite(double loss, double gradientNorm) {
    return Double.isFinite(loss) && Double.isFinite(gradientNorm)
        ? "statistics of a batch norm"
        : "loss %s, gradient norm %s".formatted(loss, gradientNorm);
  }

  /**
   * Counts a step that was done.
   *
   * @param step the step's number, from 0
   * @param spread of view 1's online predictions
   * @return whether the learner is to go back to its copy
   * @throws GuardStoppedException where the collapse ends the training
   */
  public boolean judge(long step, double spread) {
    if (step < warmupSteps) {
      return false;
    }
    boolean low = isCollapsed(spread);
    long collapsed = low ? counts.collapsed() + 1 : 0;
    long recovered = low || !counts.held() ? 0 : counts.recovered() + 1;
    boolean ends = recovered >= settings.collapseSteps();
    counts = counts.withStreaks(collapsed, ends ? 0 : recovered, counts.held() && !ends);
    return collapsed >= settings.collapseSteps() && act(step, spread);
  }

  /** Whether a spread is below the bound. */
  public boolean isCollapsed(double spread) {
    return spread < settings.collapse();
  }

  private boolean act(long step, double spread) {
    switch (settings.onCollapse()) {
      case HOLD -> counts = counts.withStreaks(counts.collapsed(), 0, true);
      case STOP -> throw stopped(step, spread, "guard.on-collapse is stop");
      case ROLLBACK -> {
        if (counts.rollbacks() >= settings.rollbacks()) {
          throw stopped(
              step, spread, "all %d of guard.rollbacks are used".formatted(settings.rollbacks()));
        }
        counts = counts.withRollback();
        return true;
      }
    }
    return false;
  }

  private GuardStoppedException stopped(long step, double spread, String why) {
    return new GuardStoppedException(
        "The embeddings have collapsed: in %d steps up to step %d their spread was below guard.collapse = %s, at last %s, and %s. Go on from a checkpoint or savepoint from before with a lower learner.peak-rate or another loss.gamma."
            .formatted(counts.collapsed(), step, settings.collapse(), spread, why));
  }
}
