package io.hsicflow.operators.trainer;

import io.hsicflow.model.guard.GuardCounts;
import io.hsicflow.model.guard.GuardSettings;
import io.hsicflow.model.guard.StepGuard;
import io.hsicflow.model.learner.StepReport;
import io.hsicflow.operators.clock.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * What the log says of the guards: every rollback, every beginning and end of a hold, and of steps
 * that are left out the first at once and then at most one a minute.
 */
final class GuardWarnings {

  private static final long QUIET_NANOS = Duration.ofMinutes(1).toNanos();

  private final GuardSettings settings;
  private final Clock clock;
  private boolean held;
  private boolean spoken;
  private long spokenNanos;

  GuardWarnings(GuardSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /** The sentence that a step deserves, if it does. */
  Optional<String> of(StepReport report) {
    GuardCounts counts = report.guard().counts();
    boolean wasHeld = held;
    held = counts.held();
    if (report.guard().skipped()) {
      return skipped(report, counts);
    }
    if (report.guard().rolledBack()) {
      return Optional.of(
          "The embeddings have collapsed ("
              + spread(report)
              + "): after step "
              + report.step()
              + " the learner went back to its last copy, rollback "
              + counts.rollbacks()
              + " of "
              + settings.rollbacks()
              + " (guard.rollbacks). If it collapses again, lower learner.peak-rate.");
    }
    if (held && !wasHeld) {
      return Optional.of(
          "The embeddings have collapsed ("
              + spread(report)
              + "): from step "
              + report.step()
              + " on no snapshot is released until "
              + settings.collapseSteps()
              + " steps in a row are above the bound. If they stay so, go on from an earlier savepoint with a lower"
              + " learner.peak-rate, or set guard.on-collapse = rollback.");
    }
    if (wasHeld && !held) {
      return Optional.of(
          "The embeddings have recovered ("
              + spread(report)
              + "): from step "
              + report.step()
              + " on snapshots are released again.");
    }
    return Optional.empty();
  }

  private Optional<String> skipped(StepReport report, GuardCounts counts) {
    long now = clock.nanos();
    if (spoken && now - spokenNanos < QUIET_NANOS) {
      return Optional.empty();
    }
    spoken = true;
    spokenNanos = now;
    return Optional.of(
        "Step "
            + report.step()
            + " is not finite ("
            + StepGuard.whatIsNotFinite(report.loss(), report.gradientNorm())
            + ") and was left out: all but the step number is as before it; so far "
            + counts.skipped()
            + " such steps. If every step is, the weights are spoiled: go on from an earlier savepoint with a lower"
            + " learner.peak-rate.");
  }

  private String spread(StepReport report) {
    return "spread " + report.embeddingStd() + ", guard.collapse = " + settings.collapse();
  }
}
