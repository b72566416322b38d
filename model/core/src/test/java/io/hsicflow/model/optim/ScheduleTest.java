package io.hsicflow.model.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Schedules that are changed while their run is under way. */
class ScheduleTest {
  private static final double EXACT = 1e-12;

  @Test
  void aPeakRateMovesInEqualStepsAndStaysFromTheLastOfThemOn() {
    Schedule schedule = new Schedule(endless(0));
    schedule.movePeakRate(100, 3, 4);

    assertThat(schedule.rate(99)).isEqualTo(2);
    assertThat(schedule.rate(100)).isCloseTo(2.25, within(EXACT));
    assertThat(schedule.rate(102)).isCloseTo(2.75, within(EXACT));
    assertThat(schedule.rate(103)).isEqualTo(3);
    assertThat(schedule.rate(Long.MAX_VALUE)).isEqualTo(3);
  }

  @Test
  void overOneStepItChangesAtOnce() {
    Schedule schedule = new Schedule(endless(0));
    schedule.movePeakRate(100, 0.3, 1);
    schedule.moveTau(100, 0.5, 1);

    assertThat(schedule.rate(99)).isEqualTo(2);
    assertThat(schedule.rate(100)).isEqualTo(0.3);
    assertThat(schedule.oneMinusTau(99)).isEqualTo(1 - 0.99);
    assertThat(schedule.oneMinusTau(100)).isEqualTo(0.5);
  }

  @Test
  void aLaterChangeBeginsWhereTheEarlierOneHasCome() {
    Schedule schedule = new Schedule(endless(0));
    schedule.movePeakRate(10, 6, 4);
    assertThat(schedule.rate(11)).isCloseTo(4, within(EXACT));
    assertThat(schedule.movePeakRate(12, 1, 3)).isEqualTo(new Transition(12, 3, 4, 1));
    assertThat(schedule.rate(12)).isCloseTo(3, within(EXACT));
    assertThat(schedule.rate(14)).isEqualTo(1);
    schedule.moveTau(10, 0.9, 2);
    assertThat(schedule.moveTau(11, 1, 1).from()).isCloseTo(0.945, within(EXACT));
  }

  @Test
  void warmUpCooldownCosineAndFinalDecayScaleWithThePeak() {
    ScheduleSettings cooling = new ScheduleSettings(0, 10, 2, 100, 0.25, 0.99, 0.99, 0);
    ScheduleSettings bounded = new ScheduleSettings(1_000, 10, 2, 0, 1, 0.99, 0.99, 0);
    for (ScheduleSettings settings : List.of(cooling, bounded)) {
      Schedule plain = new Schedule(settings);
      Schedule halved = new Schedule(settings);
      halved.movePeakRate(0, 1, 1);
      plain.beginFinalDecay(500, 100);
      halved.beginFinalDecay(500, 100);
      for (long t : new long[] {0, 3, 10, 60, 200, 550, 599, 600, 2_000}) {
        assertThat(halved.rate(t)).isCloseTo(plain.rate(t) / 2, within(EXACT));
        assertThat(halved.isComplete(t)).isEqualTo(plain.isComplete(t));
      }
    }
  }

  @Test
  void theScheduleOfTauGoesOnFromItsNewBase() {
    Schedule bounded = new Schedule(new ScheduleSettings(1_000, 10, 2, 0, 1, 0.99, 0.99, 0));
    double before = bounded.oneMinusTau(500);
    bounded.moveTau(400, 0.98, 1);
    assertThat(bounded.oneMinusTau(500)).isCloseTo(2 * before, within(EXACT));
    assertThat(bounded.oneMinusTau(1_000)).isZero();

    Schedule rising = new Schedule(endless(100));
    rising.moveTau(50, 0.9, 1);
    assertThat(rising.oneMinusTau(50)).isCloseTo((0.1 + 0.001) / 2, within(EXACT));
    assertThat(rising.oneMinusTau(100)).isCloseTo(0.001, within(EXACT));
  }

  @Test
  void whatMakesNoSenseIsRefusedWithASentenceAndChangesNothing() {
    Schedule schedule = new Schedule(endless(100));
    for (double rate : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> schedule.movePeakRate(5, rate, 1))
          .hasMessageContaining("finite number that is not negative, and is " + rate);
    }
    for (double tau : new double[] {-0.1, 1.1, Double.NaN}) {
      assertThatThrownBy(() -> schedule.moveTau(5, tau, 1))
          .hasMessageContaining("in [0, 1], and is " + tau);
    }
    assertThatThrownBy(() -> schedule.moveTau(5, 0.9995, 1))
        .hasMessageContaining("learner.tau-ceiling = 0.999 and cannot start from 0.9995");
    assertThatThrownBy(() -> schedule.moveTau(100, 0.9, 1))
        .hasMessageContaining("has reached learner.tau-ceiling = 0.999 at step 100");
    assertThatThrownBy(() -> schedule.movePeakRate(5, 1, 0)).hasMessageContaining("at least one");
    assertThat(schedule.changes()).isEqualTo(ScheduleChanges.NONE);
  }

  @Test
  void aSettingThatWasChangedSinceIsTheNewerWordAndOneThatWasNotUndoesNothing() {
    Schedule before = new Schedule(endless(0));
    before.movePeakRate(10, 3, 4);
    before.moveTau(10, 0.9, 4);
    before.beginFinalDecay(20, 100);
    ScheduleChanges stored = before.changes();

    Schedule same = new Schedule(endless(0));
    assertThat(same.restore(stored, 2, 0.99)).isEmpty();
    assertThat(same.changes()).isEqualTo(stored);

    Schedule set = new Schedule(endless(0));
    assertThat(set.restore(stored, 1.5, 0.99))
        .containsExactly(
            "The change of the peak rate from 2.0 to 3.0, which the running job was asked for and which began at step 10, is given up for the setting, which is now 2.0.");
    assertThat(set.changes()).isEqualTo(stored.withPeakRate(Optional.empty()));
    assertThat(set.restore(stored, 2, 0.98)).hasSize(1).first().asString().contains("of the tau");
    assertThat(set.changes()).isEqualTo(stored.withTau(Optional.empty()));
    assertThat(set.restore(ScheduleChanges.NONE, 1.5, 0.98)).isEmpty();
  }

  /** Peak 2, tau 0.99; a rise to 0.999 over so many steps. */
  private static ScheduleSettings endless(long rise) {
    return new ScheduleSettings(0, 0, 2, 0, 1, 0.99, rise == 0 ? 0.99 : 0.999, rise);
  }
}
