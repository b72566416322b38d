package io.hsicflow.operators.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hsicflow.schemas.record.LearnerChange;
import io.hsicflow.schemas.record.LearnerChangeKind;
import io.hsicflow.schemas.record.SnapshotPublished;
import io.hsicflow.schemas.record.TrainingProgress;
import io.hsicflow.schemas.record.Views;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Schedules of runs without an end, as a trainer that is stopped and taken up goes by them. */
@SuppressWarnings("try") // harnesses throw what they like on closing
class TrainerScheduleTest {

  private static final Map<String, String> ENDLESS = Map.of("learner.peak-rate", "0.8");

  @TempDir Path temporary;

  @Test
  void anEndlessRunWarmsUpAndStaysAtThePeakOverARestart() throws Exception {
    OperatorSubtaskState state;
    try (TrainerHarness trainer = trainer(Map.of())) {
      trainer.open();
      takeSteps(trainer, 0, 3);
      assertThat(rates(trainer)).containsExactly(0.0, 0.4, 0.8);
      state = trainer.snapshot(1, 1);
    }
    try (TrainerHarness trainer = trainer(Map.of())) {
      trainer.initializeState(state);
      trainer.open();
      takeSteps(trainer, 3, 6);
      assertThat(rates(trainer)).containsExactly(0.8, 0.8, 0.8);
    }
  }

  @Test
  void anEndlessRunCoolsDownToAConstantRateAndTauRisesToItsCeiling() throws Exception {
    Map<String, String> schedule =
        Map.of(
            "learner.cooldown-steps", "2",
            "learner.cooldown-fraction", "0.25",
            "learner.tau", "0.9",
            "learner.tau-ceiling", "0.98",
            "learner.tau-rise-steps", "2");
    try (TrainerHarness trainer = trainer(schedule)) {
      trainer.open();
      takeSteps(trainer, 0, 6);

      double halfWay = (0.8 + 0.2) / 2;
      assertThat(rates(trainer)).startsWith(0.0, 0.4, 0.8).endsWith(0.2, 0.2);
      assertThat(rates(trainer).get(3)).isCloseTo(halfWay, within(1e-12));
      assertThat(trainer.progress().get(0).tau()).isCloseTo(0.9, within(1e-12));
      assertThat(trainer.progress().get(1).tau()).isCloseTo(0.94, within(1e-12));
      assertThat(trainer.progress().subList(2, 6))
          .allSatisfy(step -> assertThat(step.tau()).isCloseTo(0.98, within(1e-12)));
    }
  }

  @Test
  void anEndlessRunThatIsTakenUpWithAFinalDecayEndsAndAFailureOnTheWayChangesNothing()
      throws Exception {
    Map<String, String> ending = Map.of("learner.final-decay-steps", "2");
    OperatorSubtaskState savepoint;
    try (TrainerHarness trainer = trainer(Map.of())) {
      trainer.open();
      takeSteps(trainer, 0, 3);
      savepoint = trainer.snapshot(1, 1);
    }
    OperatorSubtaskState onTheWay;
    try (TrainerHarness trainer = trainer(ending)) {
      trainer.initializeState(savepoint);
      trainer.open();
      takeSteps(trainer, 3, 4);
      onTheWay = trainer.snapshot(2, 2);
      takeSteps(trainer, 4, 6);
      assertThat(rates(trainer)).hasSize(2);
      assertThat(rates(trainer).get(0)).isEqualTo(0.8);
      assertThat(rates(trainer).get(1)).isCloseTo(0.4, within(1e-12));
    }
    try (TrainerHarness trainer = trainer(ending)) {
      trainer.initializeState(onTheWay);
      trainer.open();
      takeSteps(trainer, 4, 6);
      assertThat(trainer.progress()).extracting(TrainingProgress::step).containsExactly(5L);
      assertThat(rates(trainer).get(0)).isCloseTo(0.4, within(1e-12));
      assertThat(trainer.published()).extracting(SnapshotPublished::step).containsExactly(5L);
    }
  }

  @Test
  void aFinalDecayThatIsAskedForWhileTheJobRunsBeginsAtItsStepAndIsInEveryStateFromThere()
      throws Exception {
    long lastOfStep1 = 2 * TrainerHarness.BATCH - 1;
    long firstOfStep2 = 2 * TrainerHarness.BATCH;
    OperatorSubtaskState holding;
    try (TrainerHarness trainer = trainer(Map.of())) {
      trainer.open();
      trainer.take(0, lastOfStep1);
      // The augmenters let it come before the step in front of its own is full.
      trainer.processElement(new StreamRecord<>(changed(firstOfStep2, 2)));
      trainer.take(lastOfStep1, lastOfStep1 + 1);
      holding = trainer.snapshot(1, 1);
      trainer.take(firstOfStep2 + 1, 6 * TrainerHarness.BATCH);

      assertThat(rates(trainer)).hasSize(4).startsWith(0.0, 0.4, 0.8);
      assertThat(rates(trainer).get(3)).isCloseTo(0.4, within(1e-12));
      assertThat(trainer.published()).extracting(SnapshotPublished::step).containsExactly(4L);
    }
    try (TrainerHarness trainer = trainer(Map.of())) {
      trainer.initializeState(holding);
      trainer.open();
      trainer.take(firstOfStep2 + 1, 6 * TrainerHarness.BATCH);
      assertThat(rates(trainer)).hasSize(2);
      assertThat(rates(trainer).get(1)).isCloseTo(0.4, within(1e-12));
    }
  }

  @Test
  void aSecondFinalDecayChangesNothing() throws Exception {
    try (TrainerHarness trainer = trainer(Map.of())) {
      trainer.open();
      takeSteps(trainer, 0, 2);
      for (long step = 2; step < 4; step++) {
        long first = step * TrainerHarness.BATCH;
        trainer.processElement(new StreamRecord<>(changed(first, step == 2 ? 2 : 50)));
        trainer.take(first + 1, first + TrainerHarness.BATCH);
      }
      takeSteps(trainer, 4, 6);
      assertThat(rates(trainer)).hasSize(4);
    }
  }

  private static Views changed(long sequence, long steps) {
    return TrainerHarness.changed(
        sequence,
        new LearnerChange("control-0-0", LearnerChangeKind.FINAL_DECAY, steps, 0, "", ""));
  }

  private static void takeSteps(TrainerHarness trainer, long from, long to) throws Exception {
    trainer.take(from * TrainerHarness.BATCH, to * TrainerHarness.BATCH);
  }

  private static List<Double> rates(TrainerHarness trainer) {
    return trainer.progress().stream().map(TrainingProgress::learningRate).toList();
  }

  private TrainerHarness trainer(Map<String, String> more) throws Exception {
    Map<String, String> options = new HashMap<>(ENDLESS);
    options.putAll(more);
    return new TrainerHarness(temporary.resolve("snapshots"), options);
  }
}
