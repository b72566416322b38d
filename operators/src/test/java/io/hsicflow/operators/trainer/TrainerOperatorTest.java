package io.hsicflow.operators.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.operators.clock.ManualClock;
import io.hsicflow.operators.snapshot.SnapshotStore;
import io.hsicflow.schemas.record.SnapshotPublished;
import io.hsicflow.schemas.record.TrainingProgress;
import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("try") // harnesses throw what they like on closing
class TrainerOperatorTest {

  @TempDir Path temporary;
  private Path snapshots;

  @BeforeEach
  void folder() {
    snapshots = temporary.resolve("snapshots");
  }

  @Test
  void everyFullStepIsTrainedAndReported() throws Exception {
    try (TrainerHarness trainer = trainer(Map.of())) {
      trainer.open();
      trainer.take(0, 11);

      assertThat(trainer.progress()).extracting(TrainingProgress::step).containsExactly(1L, 2L);
      assertThat(trainer.progress().get(1).images()).isEqualTo(8);
      assertThat(trainer.progress().get(1).loss()).isFinite();
      assertThat(trainer.progress().get(1).probeLoss()).isPositive();
    }
  }

  @Test
  void everyStepSaysHowLongTheTrainerWaitedForIt() throws Exception {
    try (TrainerHarness trainer = trainer(Map.of())) {
      trainer.open();
      trainer.take(0, 5);
      new ManualClock().advanceMillis(70);
      trainer.take(5, 8);

      assertThat(trainer.progress())
          .extracting(TrainingProgress::waitMillis)
          .containsExactly(0.0, 70.0);
      assertThat(trainer.progress()).extracting(TrainingProgress::stepMillis).containsOnly(0.0);
    }
  }

  @Test
  void theOrderInWhichExamplesArriveDoesNotMatter() throws Exception {
    byte[] inOrder;
    try (TrainerHarness trainer = trainer(Map.of())) {
      trainer.open();
      trainer.take(0, 14);
      inOrder = trainer.stateBytes();
    }
    try (TrainerHarness trainer = trainer(Map.of())) {
      trainer.open();
      for (long sequence : new long[] {13, 4, 5, 9, 8, 6, 12, 7, 3, 2, 10, 1, 11, 0}) {
        trainer.processElement(new StreamRecord<>(TrainerHarness.views(sequence)));
      }

      assertThat(trainer.progress()).hasSize(3);
      assertThat(trainer.stateBytes()).isEqualTo(inOrder);
    }
  }

  @Test
  void snapshotsComeEverySoManyStepsAndAtTheEnd() throws Exception {
    try (TrainerHarness trainer = trainer(Map.of("snapshot.every-steps", "2"))) {
      trainer.open();
      trainer.take(0, 22);
      trainer.endInput();

      assertThat(trainer.published())
          .extracting(SnapshotPublished::step)
          .containsExactly(2L, 4L, 5L);
      SnapshotPublished last = trainer.published().get(2);
      assertThat(last.imagesSeen()).isEqualTo(20);
      assertThat(last.metrics()).containsKeys("loss", "tau");
      assertThat(store().newest().orElseThrow().digest()).isEqualTo(last.digest());
      assertThat(store().fileNames()).hasSize(3);
    }
  }

  @Test
  void aSnapshotDueByTimeComesOnlyWhenAStepWasDoneSinceTheLast() throws Exception {
    try (TrainerHarness trainer = trainer(Map.of("snapshot.every", "1 min"))) {
      trainer.setProcessingTime(0);
      trainer.open();
      trainer.setProcessingTime(60_000);
      assertThat(trainer.published()).isEmpty();
      trainer.take(0, 5);
      trainer.setProcessingTime(120_000);
      trainer.setProcessingTime(180_000);

      assertThat(trainer.published()).extracting(SnapshotPublished::step).containsExactly(1L);
    }
  }

  @Test
  void aTimeOfDayThatIsSetAheadGivesOneSnapshotAndOnesSetBackNone() throws Exception {
    try (TrainerHarness trainer = trainer(Map.of("snapshot.every", "1 min"))) {
      trainer.setProcessingTime(600_000);
      trainer.open();
      trainer.take(0, 5);
      trainer.setProcessingTime(86_400_000);
      assertThat(trainer.published()).extracting(SnapshotPublished::step).containsExactly(1L);
      trainer.take(5, 9);
      trainer.setProcessingTime(0);
      assertThat(trainer.published()).hasSize(1);
      trainer.setProcessingTime(86_460_000);

      assertThat(trainer.published()).extracting(SnapshotPublished::step).containsExactly(1L, 2L);
    }
  }

  @Test
  void theUntrainedEncoderIsPublishedWhereAsked() throws Exception {
    try (TrainerHarness trainer = trainer(Map.of("snapshot.initial", "true"))) {
      trainer.open();

      assertThat(trainer.published()).extracting(SnapshotPublished::step).containsExactly(0L);
    }
  }

  @Test
  void makingAStepAgainAfterAFailurePublishesTheSameFile() throws Exception {
    OperatorSubtaskState checkpoint;
    try (TrainerHarness trainer = trainer(Map.of("snapshot.every-steps", "2"))) {
      trainer.open();
      trainer.take(0, 5);
      checkpoint = trainer.snapshot(1, 1);
      trainer.take(5, 9);
      assertThat(trainer.published()).hasSize(1);
    }
    try (TrainerHarness trainer = trainer(Map.of("snapshot.every-steps", "2"))) {
      trainer.initializeState(checkpoint);
      trainer.open();
      trainer.take(5, 9);

      assertThat(trainer.published()).extracting(SnapshotPublished::attempt).containsExactly(1);
      assertThat(store().fileNames()).hasSize(1);
    }
  }

  @Test
  void examplesLeftAtTheEndStayInTheState() throws Exception {
    OperatorSubtaskState checkpoint;
    try (TrainerHarness trainer = trainer(Map.of())) {
      trainer.open();
      trainer.take(0, 6);
      trainer.endInput();
      checkpoint = trainer.snapshot(1, 1);
    }
    try (TrainerHarness trainer = trainer(Map.of())) {
      trainer.initializeState(checkpoint);
      trainer.open();
      trainer.take(6, 8);

      assertThat(trainer.progress()).extracting(TrainingProgress::step).containsExactly(2L);
    }
  }

  @Test
  void nothingIsTrainedAfterTheLastStepOfTheSchedule() throws Exception {
    try (TrainerHarness trainer =
        trainer(Map.of("learner.steps", "3", "learner.warmup-steps", "0"))) {
      trainer.open();
      trainer.take(0, 40);

      assertThat(trainer.progress()).hasSize(3);
      assertThat(trainer.published()).extracting(SnapshotPublished::step).containsExactly(3L);
    }
  }

  @Test
  void anExampleOfAStepThatIsDoneIsRefusedWithASentence() throws Exception {
    try (TrainerHarness trainer = trainer(Map.of())) {
      trainer.open();
      trainer.take(0, 4);

      assertThatThrownBy(() -> trainer.take(2, 3))
          .hasMessageContaining("of step 0 while step 1")
          .hasMessageContaining("restore both from one checkpoint");
      assertThatThrownBy(() -> trainer.take(4_000, 4_001))
          .hasMessageContaining("learner.max-steps-ahead = 256");
      trainer.take(5, 6);
      assertThatThrownBy(() -> trainer.take(5, 6)).hasMessageContaining("is taken");
    }
  }

  @Test
  void aMissingExampleIsNoticedAtTheNextCheckpoint() throws Exception {
    try (TrainerHarness trainer = trainer(Map.of())) {
      trainer.open();
      trainer.take(28, 33);

      assertThatThrownBy(() -> trainer.snapshot(1, 1))
          .hasMessageContaining("Examples of step 7 wait")
          .hasMessageContaining("of step 0 on, are missing");
    }
    try (TrainerHarness trainer = trainer(Map.of())) {
      trainer.open();
      trainer.take(1, 3);

      assertThatThrownBy(() -> trainer.snapshot(1, 1)).hasMessageContaining("are missing");
    }
  }

  @Test
  void withoutLabelsTheProbeReportsNoNumber() throws Exception {
    try (TrainerHarness trainer = trainer(Map.of("probe.classes", ""))) {
      trainer.open();
      trainer.take(0, 4);

      assertThat(trainer.progress().get(0).probeLoss()).isNaN();
      assertThat(trainer.progress().get(0).probeAccuracy()).isNaN();
    }
  }

  private SnapshotStore store() {
    return new SnapshotStore(snapshots.toString());
  }

  private TrainerHarness trainer(Map<String, String> options) throws Exception {
    return new TrainerHarness(snapshots, options);
  }
}
