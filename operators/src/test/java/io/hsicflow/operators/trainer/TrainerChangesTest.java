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
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a trainer makes of the changes that come with its examples. */
@SuppressWarnings("try") // harnesses throw what they like on closing
class TrainerChangesTest {

  private static final int BATCH = TrainerHarness.BATCH;
  private static final Offset<Double> EXACT = within(1e-12);

  /** A run of ten steps in which everything changes, the peak twice. */
  private static final Map<Long, LearnerChange> CHANGES =
      Map.of(
          2L, change(LearnerChangeKind.PEAK_RATE, 4, 0.4),
          3L, change(LearnerChangeKind.TAU, 4, 0.9),
          4L, change(LearnerChangeKind.SNAPSHOT, 1, 0),
          5L, change(LearnerChangeKind.PEAK_RATE, 3, 1.2),
          7L, change(LearnerChangeKind.FINAL_DECAY, 20, 0));

  private static final long STEPS = 10;

  @TempDir Path temporary;

  @Test
  void peakRateAndTauMoveFromTheirStepsOnAndTheReportsSayAsTheyAre() throws Exception {
    try (TrainerHarness trainer = trainer(Map.of())) {
      trainer.open();
      trainer.take(0, 7 * BATCH, CHANGES);

      // The second change of the peak begins at step 5, where the first has come to 0.5.
      double[] rates = {0, 0.4, 0.7, 0.6, 0.5, 0.5 + 0.7 / 3, 0.5 + 1.4 / 3};
      double[] taus = {0.99, 0.99, 0.99, 0.9675, 0.945, 0.9225, 0.9};
      for (int step = 0; step < rates.length; step++) {
        TrainingProgress report = trainer.progress().get(step);
        assertThat(report.learningRate()).as("step %d", step).isCloseTo(rates[step], EXACT);
        assertThat(report.tau()).as("step %d", step).isCloseTo(taus[step], EXACT);
      }
      assertThat(trainer.metrics().numbers()).containsEntry("tau", 0.9);
    }
  }

  @Test
  void aChangeThatComesBeforeTheStepsInFrontOfItAreFullWaitsForThem() throws Exception {
    try (TrainerHarness trainer = trainer(Map.of())) {
      trainer.open();
      trainer.take(0, 3 * BATCH - 1);
      // The augmenters work side by side: step 4's first example comes before step 3's.
      trainer.processElement(changed(4, change(LearnerChangeKind.PEAK_RATE, 1, 2)));
      trainer.processElement(changed(3, change(LearnerChangeKind.PEAK_RATE, 1, 0.1)));
      trainer.take(3 * BATCH - 1, 3 * BATCH);
      trainer.take(3 * BATCH + 1, 4 * BATCH);
      trainer.take(4 * BATCH + 1, 5 * BATCH);

      assertThat(rates(trainer)).containsExactly(0.0, 0.4, 0.8, 0.1, 2.0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"hold", "rollback"})
  void aFailureAnywhereInATransitionLeavesEveryBitAsItWouldHaveBeen(String policy)
      throws Exception {
    Map<String, String> options = Map.of("guard.on-collapse", policy, "guard.interval", "2");
    byte[] undisturbed;
    List<SnapshotPublished> published;
    Map<Integer, OperatorSubtaskState> cuts = new HashMap<>();
    try (TrainerHarness trainer = trainer(options)) {
      trainer.open();
      int taken = 0;
      for (int cut : new int[] {2 * BATCH, 2 * BATCH + 1, 4 * BATCH + 2, 5 * BATCH + 1, 26, 29}) {
        trainer.take(taken, cut, CHANGES);
        taken = cut;
        cuts.put(cut, trainer.snapshot(cut, cut));
      }
      trainer.take(taken, STEPS * BATCH, CHANGES);
      undisturbed = trainer.stateBytes();
      published = trainer.published();
    }
    assertThat(published).extracting(SnapshotPublished::step).containsExactly(5L);
    for (Map.Entry<Integer, OperatorSubtaskState> cut : cuts.entrySet()) {
      try (TrainerHarness trainer = trainer(options)) {
        trainer.initializeState(cut.getValue());
        trainer.open();
        trainer.take(cut.getKey(), STEPS * BATCH, CHANGES);

        assertThat(trainer.stateBytes()).as("cut at %d", cut.getKey()).isEqualTo(undisturbed);
        assertThat(trainer.published())
            .extracting(SnapshotPublished::digest)
            .isEqualTo(
                cut.getKey() < 5 * BATCH
                    ? published.stream().map(SnapshotPublished::digest).toList()
                    : List.of());
      }
    }
  }

  @Test
  void aSnapshotThatIsAskedForIsMadeOfItsStepAndOnceWhereOneIsDueAnyway() throws Exception {
    try (TrainerHarness trainer = trainer(Map.of("snapshot.every-steps", "4"))) {
      trainer.open();
      trainer.take(
          0,
          6 * BATCH,
          Map.of(
              2L, change(LearnerChangeKind.SNAPSHOT, 1, 0),
              3L, change(LearnerChangeKind.SNAPSHOT, 1, 0)));

      assertThat(trainer.published()).extracting(SnapshotPublished::step).containsExactly(3L, 4L);
    }
  }

  @Test
  void whatMakesNoSenseIsLeftOutAndCountedAndTrainingGoesOn() throws Exception {
    Map<String, String> rising =
        Map.of("learner.tau", "0.9", "learner.tau-ceiling", "0.95", "learner.tau-rise-steps", "3");
    try (TrainerHarness trainer = trainer(rising)) {
      trainer.open();
      trainer.take(
          0,
          8 * BATCH,
          Map.of(
              0L, change(LearnerChangeKind.TAU, 1, 0.99),
              1L, change(LearnerChangeKind.FINAL_DECAY, 5, 0),
              2L, change(LearnerChangeKind.FINAL_DECAY, 50, 0),
              3L, change(LearnerChangeKind.TAU, 1, 0.91),
              6L, change(LearnerChangeKind.PEAK_RATE, 1, 0.1),
              7L, change(LearnerChangeKind.SNAPSHOT, 1, 0)));

      assertThat(trainer.progress()).hasSize(6);
      assertThat(trainer.metrics().refusedChanges()).isEqualTo(5);
      assertThat(trainer.published()).extracting(SnapshotPublished::step).containsExactly(6L);
    }
  }

  @Test
  void aChangeThatWaitsWhenADecayEndsIsLeftOutToo() throws Exception {
    try (TrainerHarness trainer = trainer(Map.of())) {
      trainer.open();
      trainer.take(0, 2 * BATCH - 1, Map.of(1L, change(LearnerChangeKind.FINAL_DECAY, 1, 0)));
      trainer.processElement(changed(2, change(LearnerChangeKind.PEAK_RATE, 1, 0.1)));
      trainer.take(2 * BATCH - 1, 2 * BATCH);

      assertThat(trainer.progress()).hasSize(2);
      assertThat(trainer.metrics().refusedChanges()).isEqualTo(1);
    }
  }

  @Test
  void aResumeWithAnotherPeakRateIsTheNewerWord() throws Exception {
    OperatorSubtaskState state;
    try (TrainerHarness trainer = trainer(Map.of())) {
      trainer.open();
      trainer.take(0, 4 * BATCH, CHANGES);
      state = trainer.snapshot(1, 1);
    }
    try (TrainerHarness trainer = trainer(Map.of("learner.peak-rate", "0.3"))) {
      trainer.initializeState(state);
      trainer.open();
      trainer.take(4 * BATCH, 5 * BATCH);

      assertThat(rates(trainer)).containsExactly(0.3);
      assertThat(trainer.progress().get(0).tau()).isCloseTo(0.945, EXACT);
    }
  }

  private static StreamRecord<Views> changed(long step, LearnerChange change) {
    return new StreamRecord<>(TrainerHarness.changed(step * BATCH, change));
  }

  private static LearnerChange change(LearnerChangeKind kind, long steps, double value) {
    return new LearnerChange("control-0-0", kind, steps, value, "", "");
  }

  private static List<Double> rates(TrainerHarness trainer) {
    return trainer.progress().stream().map(TrainingProgress::learningRate).toList();
  }

  private TrainerHarness trainer(Map<String, String> more) throws Exception {
    Map<String, String> options = new HashMap<>(Map.of("learner.peak-rate", "0.8"));
    options.putAll(more);
    return new TrainerHarness(temporary.resolve("snapshots"), options);
  }
}
