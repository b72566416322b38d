package io.hsicflow.operators.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.model.guard.GuardCounts;
import io.hsicflow.model.guard.GuardReport;
import io.hsicflow.model.guard.GuardSettings;
import io.hsicflow.model.learner.StepReport;
import io.hsicflow.operators.clock.ManualClock;
import org.junit.jupiter.api.Test;

class GuardWarningsTest {

  private final ManualClock clock = new ManualClock();
  private final GuardWarnings warnings = new GuardWarnings(GuardSettings.DEFAULT, clock);

  @Test
  void aSkippedStepIsToldAtOnceAndThenAtMostOneAMinute() {
    assertThat(warnings.of(skipped(41, 1)).orElseThrow())
        .contains("Step 41 is not finite (loss NaN, gradient norm 7.0)")
        .contains("so far 1 such steps")
        .contains("learner.peak-rate");
    clock.advanceMillis(59_000);
    assertThat(warnings.of(skipped(42, 2))).isEmpty();
    clock.advanceMillis(1_000);
    assertThat(warnings.of(skipped(43, 3)).orElseThrow()).contains("so far 3 such steps");
  }

  @Test
  void aHoldIsToldWhenItBeginsAndWhenItEnds() {
    assertThat(warnings.of(done(false, false, 0))).isEmpty();
    assertThat(warnings.of(done(false, true, 0)).orElseThrow())
        .contains("spread 0.05, guard.collapse = 0.1")
        .contains("no snapshot is released until 100 steps in a row");
    assertThat(warnings.of(done(false, true, 0))).isEmpty();
    assertThat(warnings.of(done(false, false, 0)).orElseThrow()).contains("have recovered");
    assertThat(warnings.of(done(false, false, 0))).isEmpty();
  }

  @Test
  void everyRollbackIsTold() {
    assertThat(warnings.of(done(true, false, 1)).orElseThrow()).contains("rollback 1 of 3");
    assertThat(warnings.of(done(true, false, 2)).orElseThrow()).contains("rollback 2 of 3");
  }

  private static StepReport skipped(long step, long count) {
    return report(
        step, Double.NaN, new GuardReport(true, false, new GuardCounts(count, 0, 0, false, 0)));
  }

  private static StepReport done(boolean rolledBack, boolean held, long rollbacks) {
    return report(
        8, 0.5, new GuardReport(false, rolledBack, new GuardCounts(0, 0, 0, held, rollbacks)));
  }

  private static StepReport report(long step, double loss, GuardReport guard) {
    return new StepReport(step, 0, loss, 2, 3, 1, -4, 0.1, 0.99, 7, 0.05, 0, 0, guard);
  }
}
