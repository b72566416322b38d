package io.hsicflow.operators.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.operators.RecordingMetricGroup;
import io.hsicflow.operators.clock.ManualClock;
import java.time.Duration;
import org.apache.flink.metrics.SimpleCounter;
import org.junit.jupiter.api.Test;

class CheckpointWatchTest {

  private static final String PLACE = "execution.checkpointing.dir = file:/full";

  private final RecordingMetricGroup group = new RecordingMetricGroup();
  private final ManualClock clock = new ManualClock();
  private final TrainingMetrics metrics =
      new TrainingMetrics(group, clock, () -> 0, () -> 0L, new SimpleCounter());

  @Test
  void aFailedCheckpointIsCountedAndToldWithWhatToDo() {
    CheckpointWatch watch = watch(Duration.ofMinutes(1));
    watch.begun(1, 110);
    watch.completed(1);
    watch.begun(2, 120);

    assertThat(watch.failed(2, 125))
        .startsWith("Checkpoint 2 has failed")
        .contains("from step 125 to step 110", PLACE, "has room");
    assertThat(metrics.failedCheckpoints()).isEqualTo(1);
    assertThat(group.value("learner.checkpointStep")).isEqualTo(110L);
  }

  @Test
  void theAgeOfTheLastCheckpointCountsFromTheStartAndThenFromTheLastCompleteOne() {
    CheckpointWatch watch = watch(Duration.ofMinutes(1));
    clock.advanceMillis(7_000);
    assertThat(group.value("learner.checkpointAgeSeconds")).isEqualTo(7L);
    assertThat(group.value("learner.checkpointStep")).isEqualTo(100L);

    watch.begun(1, 110);
    watch.completed(1);
    clock.advanceMillis(2_000);

    assertThat(group.value("learner.checkpointAgeSeconds")).isEqualTo(2L);
  }

  @Test
  void aSavepointIsNoPlaceThatAFailureGoesBackTo() {
    CheckpointWatch watch = watch(Duration.ofMinutes(1));

    watch.begun(4, 110);
    watch.completed(5);
    assertThat(group.value("learner.checkpointStep")).isEqualTo(100L);

    watch.completed(4);
    assertThat(group.value("learner.checkpointStep")).isEqualTo(110L);
  }

  @Test
  void checkpointsThatFailBeforeTheyReachTheTrainerAreNoticedByTheirAbsence() {
    CheckpointWatch watch = watch(Duration.ofMinutes(2));
    assertThat(watch.patience()).contains(Duration.ofMinutes(6));
    assertThat(watch.lateness(101)).isEmpty();

    clock.advanceMillis(Duration.ofMinutes(6).toMillis());

    assertThat(watch.lateness(140).orElseThrow())
        .startsWith("No checkpoint was completed for 360 s")
        .contains("every 120 s", "from step 140 to step 100", PLACE);
    watch.begun(1, 150);
    watch.completed(1);
    assertThat(watch.lateness(151)).isEmpty();
  }

  @Test
  void frequentCheckpointsAreGivenFiveMinutesAndNoneAreNeverLate() {
    assertThat(watch(Duration.ofSeconds(1)).patience()).contains(Duration.ofMinutes(5));
    CheckpointWatch none = watch(Duration.ZERO);
    clock.advanceMillis(Duration.ofDays(1).toMillis());

    assertThat(none.patience()).isEmpty();
    assertThat(none.lateness(500)).isEmpty();
  }

  private CheckpointWatch watch(Duration interval) {
    return new CheckpointWatch(interval, PLACE, 100, clock, metrics);
  }
}
