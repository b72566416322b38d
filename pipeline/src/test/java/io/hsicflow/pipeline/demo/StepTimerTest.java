package io.hsicflow.pipeline.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class StepTimerTest {
  private static final long SECOND = 1_000_000_000L;

  /**
   * Feeds steps that take {@code seconds} each, the first ones ten times as long; returns how many
   * were needed.
   */
  private static long feed(StepTimer timer, double seconds, int slow) {
    long nanos = 7 * SECOND;
    long step = 0;
    while (!timer.isDone() && step < StepTimer.MOST_STEPS) {
      step++;
      nanos += (long) (seconds * SECOND * (step <= slow ? 10 : 1));
      timer.progress(step, nanos);
      // The same news again changes nothing.
      timer.progress(step, nanos + SECOND / 10);
    }
    return step;
  }

  @Test
  void theSlowFirstStepsDoNotCount() {
    StepTimer timer = new StepTimer();
    assertThat(feed(timer, 0.4, 5)).isLessThan(StepTimer.MOST_STEPS);
    assertThat(timer.isDone()).isTrue();
    assertThat(timer.secondsPerStep()).isCloseTo(0.4, within(1e-6));
  }

  @Test
  void twoStepsDoWhereOneTakesLong() {
    StepTimer timer = new StepTimer();
    assertThat(feed(timer, 20, 1)).isLessThanOrEqualTo(6);
    assertThat(timer.secondsPerStep()).isCloseTo(20, within(1e-6));
  }

  @Test
  void fastStepsAreTimedByWhatThereIs() {
    StepTimer timer = new StepTimer();
    assertThat(feed(timer, 0.01, 5)).isEqualTo(StepTimer.MOST_STEPS);
    assertThat(timer.secondsPerStep()).isGreaterThan(0.009);
  }

  @Test
  void oneStepIsTooFew() {
    StepTimer timer = new StepTimer();
    timer.progress(1, SECOND);
    assertThatThrownBy(timer::secondsPerStep).hasMessageContaining("--steps");
  }
}
