package io.hsicflow.model.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.hsicflow.model.golden.GoldenErrors;
import io.hsicflow.model.golden.GoldenFiles;
import io.hsicflow.model.parity.Parity;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class SchedulesTest {
  private static final GoldenErrors ERRORS = new GoldenErrors();

  @AfterAll
  static void write() {
    ERRORS.write(SchedulesTest.class);
  }

  @Test
  void boundedSchedulesEqualTheReference() throws IOException {
    ERRORS.check(Parity.plain(GoldenFiles.open("reference/schedules.json")));
  }

  @Test
  void oneMinusTauKeepsItsDigitsNearTheEnd() {
    long total = 1_000_000;
    double angle = Math.PI / 2 / total;
    assertThat(new TargetMomentum(bounded(total, 0, 1, 0.99)).oneMinusTau(total - 1))
        .isCloseTo(0.01 * angle * angle, withinPercentage(1e-6));
  }

  @Test
  void lastStepOfABoundedRunStillMovesAndTheOneAfterDoesNot() {
    ScheduleSettings settings = bounded(100, 10, 2, 0.9);
    assertThat(new LearningRate(settings).at(99)).isPositive();
    assertThat(new LearningRate(settings).at(100)).isZero();
    assertThat(new LearningRate(settings).at(1_000)).isZero();
  }

  @Test
  void openEndedRateWarmsUpAndStays() {
    LearningRate rate = new LearningRate(new ScheduleSettings(0, 10, 2, 0, 1, 0.99, 0.99, 0));
    assertThat(rate.at(0)).isZero();
    assertThat(rate.at(5)).isEqualTo(1);
    assertThat(rate.at(10)).isEqualTo(2);
    assertThat(rate.at(1L << 40)).isEqualTo(2);
  }

  @Test
  void openEndedRateCoolsDownToItsFraction() {
    LearningRate rate = new LearningRate(new ScheduleSettings(0, 10, 2, 100, 0.25, 0.99, 0.99, 0));
    assertThat(rate.at(10)).isEqualTo(2);
    assertThat(rate.at(60)).isCloseTo(1.25, within(1e-12));
    assertThat(rate.at(110)).isEqualTo(0.5);
    assertThat(rate.at(1L << 40)).isEqualTo(0.5);
  }

  @Test
  void finalDecayTakesTheRateToZeroFromWhereItStands() {
    ScheduleSettings settings = new ScheduleSettings(0, 0, 2, 0, 1, 0.99, 0.99, 0);
    LearningRate rate =
        new LearningRate(settings, ScheduleChanges.NONE.withFinalDecay(new FinalDecay(1000, 10)));
    assertThat(rate.at(999)).isEqualTo(2);
    assertThat(rate.at(1000)).isEqualTo(2);
    assertThat(rate.at(1005)).isCloseTo(1, within(1e-12));
    assertThat(rate.at(1009)).isPositive();
    assertThat(rate.at(1010)).isZero();
  }

  @Test
  void openEndedTauStaysOrRisesToItsCeiling() {
    assertThat(
            new TargetMomentum(new ScheduleSettings(0, 0, 1, 0, 1, 0.95, 0.95, 0))
                .oneMinusTau(1 << 20))
        .isCloseTo(0.05, within(1e-15));
    TargetMomentum rising =
        new TargetMomentum(new ScheduleSettings(0, 0, 1, 0, 1, 0.95, 0.999, 100));
    assertThat(rising.oneMinusTau(0)).isCloseTo(0.05, within(1e-15));
    assertThat(rising.oneMinusTau(50)).isCloseTo(0.0255, within(1e-12));
    assertThat(rising.oneMinusTau(100)).isCloseTo(0.001, within(1e-15));
    assertThat(rising.oneMinusTau(1 << 20)).isCloseTo(0.001, within(1e-15));
  }

  @Test
  void warmupLongerThanTheRunIsRefused() {
    assertThatThrownBy(() -> bounded(100, 100, 1, 0.99))
        .hasMessageContaining("100")
        .hasMessageContaining("learner.warmup-steps");
  }

  @Test
  void defaultWarmupIsThatOfThePublishedRun() {
    assertThat(ScheduleSettings.defaultWarmup(312_784)).isEqualTo(3127);
    assertThat(ScheduleSettings.defaultWarmup(0)).isEqualTo(3127);
  }

  private static ScheduleSettings bounded(long steps, long warmup, double peak, double tau) {
    return new ScheduleSettings(steps, warmup, peak, 0, 1, tau, tau, 0);
  }
}
