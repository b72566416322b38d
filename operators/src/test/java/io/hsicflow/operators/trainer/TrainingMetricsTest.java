package io.hsicflow.operators.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.model.guard.GuardCounts;
import io.hsicflow.model.guard.GuardReport;
import io.hsicflow.model.learner.StepReport;
import io.hsicflow.operators.RecordingMetricGroup;
import io.hsicflow.operators.clock.ManualClock;
import org.apache.flink.metrics.SimpleCounter;
import org.junit.jupiter.api.Test;

class TrainingMetricsTest {

  private final RecordingMetricGroup group = new RecordingMetricGroup();
  private final ManualClock clock = new ManualClock();
  private final TrainingMetrics metrics =
      new TrainingMetrics(group, clock, () -> 3, () -> 9L, new SimpleCounter());

  @Test
  void everyDocumentedNameIsThere() {
    assertThat(group.metrics())
        .containsOnlyKeys(
            "learner.step",
            "learner.images",
            "learner.loss",
            "learner.hsicZy",
            "learner.hsicZz",
            "learner.kernelScale",
            "learner.scaleObjective",
            "learner.learningRate",
            "learner.tau",
            "learner.gradientNorm",
            "learner.embeddingStd",
            "learner.probeLoss",
            "learner.probeAccuracy",
            "learner.probeWindowAccuracy",
            "learner.skippedSteps",
            "learner.collapsedSteps",
            "learner.held",
            "learner.rollbacks",
            "learner.imagesPerSecond",
            "learner.stepMillis",
            "learner.waitForInputMillis",
            "learner.waiting",
            "learner.ignored",
            "learner.refusedChanges",
            "learner.snapshotStep",
            "learner.snapshotAgeSeconds",
            "learner.snapshotMillis",
            "learner.failedSnapshots",
            "learner.stateBytes",
            "learner.checkpointPauseMillis",
            "learner.stagingBytes",
            "learner.checkpointStep",
            "learner.checkpointAgeSeconds",
            "learner.failedCheckpoints");
  }

  @Test
  void theyShowTheLastStepAndNothingBeforeTheFirst() {
    assertThat(group.value("learner.step")).isEqualTo(0L);
    assertThat(metrics.numbers()).isEmpty();

    metrics.stepDone(
        new StepReport(
            41,
            168,
            0.5,
            2,
            3,
            1,
            -4,
            0.1,
            0.99,
            7,
            0.8,
            0,
            0,
            new GuardReport(false, false, new GuardCounts(4, 5, 0, true, 1))),
        4,
        1_000_000,
        2_000_000);
    metrics.stateCopied(1000, 1_500_000);

    assertThat(group.value("learner.step")).isEqualTo(42L);
    assertThat(group.value("learner.loss")).isEqualTo(0.5);
    assertThat(group.value("learner.embeddingStd")).isEqualTo(0.8);
    assertThat(group.value("learner.probeLoss")).as("no labels").isEqualTo(Double.NaN);
    assertThat(group.value("learner.probeAccuracy")).as("no labels").isEqualTo(Double.NaN);
    assertThat(group.value("learner.skippedSteps")).isEqualTo(4L);
    assertThat(group.value("learner.collapsedSteps")).isEqualTo(5L);
    assertThat(group.value("learner.held")).isEqualTo(1);
    assertThat(group.value("learner.rollbacks")).isEqualTo(1L);
    assertThat(group.value("learner.waiting")).isEqualTo(3);
    assertThat(group.value("learner.stateBytes")).isEqualTo(1000L);
    assertThat(group.value("learner.checkpointPauseMillis")).isEqualTo(1.5);
    assertThat(group.value("learner.stagingBytes")).isEqualTo(9L);
    assertThat(metrics.numbers()).containsEntry("tau", 0.99).doesNotContainKey("probeLoss");
  }

  @Test
  void aSnapshotsAgeCountsFromTheStartAndThenFromTheLastOne() {
    metrics.snapshotsStartAt(clock.millis());
    clock.advanceMillis(60_000);
    assertThat(group.value("learner.snapshotAgeSeconds")).isEqualTo(60L);
    assertThat(group.value("learner.snapshotStep")).isEqualTo(-1L);

    metrics.snapshotPublished(7, clock.millis(), 2_500_000);
    clock.advanceMillis(5_000);

    assertThat(group.value("learner.snapshotAgeSeconds")).isEqualTo(5L);
    assertThat(group.value("learner.snapshotStep")).isEqualTo(7L);
    assertThat(group.value("learner.snapshotMillis")).isEqualTo(2.5);
  }
}
