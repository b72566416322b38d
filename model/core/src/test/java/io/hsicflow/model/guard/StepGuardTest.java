package io.hsicflow.model.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class StepGuardTest {
  private static final long WARMUP = 10;

  @Test
  void aCollapseIsSoManyCollapsedStepsInARowAfterTheWarmUp() {
    StepGuard guard = guard(CollapsePolicy.HOLD);
    for (long step = 0; step < WARMUP; step++) {
      guard.judge(step, 0);
    }
    assertThat(guard.counts()).isEqualTo(GuardCounts.NONE);
    judge(guard, 0.05, 0.09, 0.1, 0.05, 0.05);
    assertThat(guard.counts().held()).isFalse();
    assertThat(guard.counts().collapsed()).isEqualTo(2);
    judge(guard, 0.0999);
    assertThat(guard.counts().held()).isTrue();
  }

  @Test
  void aHoldEndsAfterAsManyStepsInARowThatAreNotCollapsed() {
    StepGuard guard = guard(CollapsePolicy.HOLD);
    judge(guard, 0, 0, 0, 0.5, 0.5, 0, 0.5, 0.5);
    assertThat(guard.counts().held()).isTrue();
    judge(guard, 0.5);
    assertThat(guard.counts()).isEqualTo(GuardCounts.NONE);
  }

  @Test
  void stepsThatAreLeftOutCountNeitherWay() {
    StepGuard guard = guard(CollapsePolicy.HOLD);
    judge(guard, 0, 0);
    guard.skip(12, Double.NaN, 1);
    assertThat(guard.counts()).isEqualTo(new GuardCounts(1, 2, 0, false, 0));
    judge(guard, 0);
    assertThat(guard.counts().held()).isTrue();
  }

  @Test
  void stopEndsTheTrainingWithTheNumbers() {
    StepGuard guard = guard(CollapsePolicy.STOP);
    judge(guard, 0, 0);
    assertThatThrownBy(() -> judge(guard, 0.03125))
        .isInstanceOf(GuardStoppedException.class)
        .hasMessageContaining("in 3 steps up to step 100")
        .hasMessageContaining("guard.collapse = 0.1, at last 0.03125");
  }

  @Test
  void rollbacksAreLimited() {
    StepGuard guard = guard(CollapsePolicy.ROLLBACK);
    for (int rollback = 1; rollback <= 2; rollback++) {
      judge(guard, 0, 0);
      assertThat(guard.judge(100, 0)).isTrue();
      assertThat(guard.counts()).isEqualTo(new GuardCounts(0, 0, 0, false, rollback));
    }
    judge(guard, 0, 0);
    assertThatThrownBy(() -> judge(guard, 0))
        .isInstanceOf(GuardStoppedException.class)
        .hasMessageContaining("all 2 of guard.rollbacks");
  }

  @Test
  void restoredCountsGoOn() {
    StepGuard guard = guard(CollapsePolicy.HOLD);
    judge(guard, 0, 0);
    StepGuard other = guard(CollapsePolicy.HOLD);
    other.restore(guard.counts());
    judge(other, 0);
    assertThat(other.counts().held()).isTrue();
  }

  @Test
  void aBoundOfZeroTurnsTheGuardOff() {
    GuardSettings off = new GuardSettings(NonFinitePolicy.SKIP, 0, 1, CollapsePolicy.STOP, 1000, 0);
    StepGuard guard = new StepGuard(off, 0);
    judge(guard, 0, 0, 0);
    assertThat(guard.counts()).isEqualTo(GuardCounts.NONE);
  }

  @Test
  void theSentenceNamesWhatIsNotFinite() {
    assertThat(StepGuard.whatIsNotFinite(Double.NaN, Double.POSITIVE_INFINITY))
        .isEqualTo("loss NaN, gradient norm Infinity");
    assertThat(StepGuard.whatIsNotFinite(0.5, 2)).isEqualTo("statistics of a batch norm");
  }

  @Test
  void numbersThatCannotBeAreRefusedWithASentence() {
    assertThatThrownBy(
            () -> new GuardSettings(NonFinitePolicy.SKIP, 1.5, 1, CollapsePolicy.HOLD, 1, 1))
        .hasMessageContaining("guard.collapse")
        .hasMessageContaining("1.5");
    assertThatThrownBy(
            () -> new GuardSettings(NonFinitePolicy.SKIP, 0.1, 0, CollapsePolicy.HOLD, 1, 1))
        .hasMessageContaining("guard.collapse-steps");
    assertThatThrownBy(() -> new GuardCounts(-1, 0, 0, false, 0)).hasMessageContaining("-1");
  }

  private static StepGuard guard(CollapsePolicy policy) {
    return new StepGuard(new GuardSettings(NonFinitePolicy.SKIP, 0.1, 3, policy, 1000, 2), WARMUP);
  }

  private static void judge(StepGuard guard, double... spreads) {
    for (double spread : spreads) {
      guard.judge(100, spread);
    }
  }
}
