package io.hsicflow.operators.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.model.guard.GuardCounts;
import io.hsicflow.model.guard.GuardReport;
import io.hsicflow.model.learner.StepReport;
import io.hsicflow.operators.RecordingMetricGroup;
import org.junit.jupiter.api.Test;

class TrainingMetricsTest {

  private final RecordingMetricGroup group = new RecordingMetricGroup();
  private final TrainingMetrics metrics = new TrainingMetrics(group, () -> 3, () -> 60L);

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
            "learner.skippedSteps",
            "learner.collapsedSteps",
            "learner.held",
            "learner.rollbacks",
            "learner.imagesPerSecond",
            "learner.stepMillis",
            "learner.waitForInputMillis",
            "learner.waiting",
            "learner.ignored",
            "learner.snapshotStep",
            "learner.snapshotAgeSeconds",
            "learner.stateBytes",
            "learner.checkpointPauseMillis");
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
            Double.NaN,
            0,
            new GuardReport(false, false, new GuardCounts(4, 5, 0, true, 1))),
        4,
        1_000_000,
        2_000_000);
    metrics.stateCopied(1000, 1_500_000);

    assertThat(group.value("learner.step")).isEqualTo(42L);
    assertThat(group.value("learner.loss")).isEqualTo(0.5);
    assertThat(group.value("learner.embeddingStd")).isEqualTo(0.8);
    assertThat(group.value("learner.skippedSteps")).isEqualTo(4L);
    assertThat(group.value("learner.collapsedSteps")).isEqualTo(5L);
    assertThat(group.value("learner.held")).isEqualTo(1);
    assertThat(group.value("learner.rollbacks")).isEqualTo(1L);
    assertThat(group.value("learner.waiting")).isEqualTo(3);
    assertThat(group.value("learner.checkpointPauseMillis")).isEqualTo(1.5);
    assertThat(metrics.numbers()).containsEntry("tau", 0.99).doesNotContainKey("probeLoss");
  }
}
