package io.hsicflow.operators.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.operators.snapshot.SnapshotStore;
import io.hsicflow.schemas.record.SnapshotPublished;
import io.hsicflow.schemas.record.TrainingProgress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a trainer does with what its learner's guards say. */
@SuppressWarnings("try") // harnesses throw what they like on closing
class TrainerGuardTest {

  /** Every step counts as collapsed, and two after the warm-up of two are a collapse. */
  private static final Map<String, String> COLLAPSING =
      Map.of("guard.collapse", "1", "guard.collapse-steps", "2", "guard.rollbacks", "3");

  /** The second step, the first with a rate, throws the weights out of all bounds. */
  private static final Map<String, String> EXTREME = Map.of("learner.peak-rate", "1e25");

  @TempDir Path temporary;
  private Path snapshots;

  @BeforeEach
  void folder() {
    snapshots = temporary.resolve("snapshots");
  }

  @Test
  void stepsThatAreNotFiniteAreSkippedAndCounted() throws Exception {
    try (TrainerHarness trainer = trainer(EXTREME, Map.of())) {
      trainer.open();
      trainer.take(0, 24);

      assertThat(trainer.progress()).hasSize(6);
      TrainingProgress last = trainer.progress().get(5);
      assertThat(last.step()).isEqualTo(6);
      assertThat(last.skippedSteps()).isBetween(1L, 4L);
      assertThat(last.images()).isEqualTo(4 * (6 - last.skippedSteps()));
    }
  }

  @Test
  void stopEndsTheJobForGoodWithASentence() throws Exception {
    try (TrainerHarness trainer = trainer(EXTREME, Map.of("guard.non-finite", "stop"))) {
      trainer.open();

      assertThatThrownBy(() -> trainer.take(0, 24))
          .isInstanceOf(SuppressRestartsException.class)
          .cause()
          .hasMessageContaining("is not finite")
          .hasMessageContaining("guard.non-finite is stop");
    }
    try (TrainerHarness trainer = trainer(COLLAPSING, Map.of("guard.on-collapse", "stop"))) {
      trainer.open();
      trainer.take(0, 12);

      assertThatThrownBy(() -> trainer.take(12, 16))
          .isInstanceOf(SuppressRestartsException.class)
          .cause()
          .hasMessageContaining("in 2 steps up to step 3");
    }
  }

  @Test
  void snapshotsOfACollapsedEncoderAreWrittenAndNotReleased() throws Exception {
    try (TrainerHarness trainer = trainer(COLLAPSING, Map.of("snapshot.every-steps", "3"))) {
      trainer.open();
      trainer.take(0, 24);
      trainer.endInput();

      SnapshotStore store = new SnapshotStore(snapshots.toString());
      assertThat(trainer.progress().get(5).held()).isTrue();
      assertThat(store.fileNames()).hasSize(2);
      assertThat(trainer.published()).extracting(SnapshotPublished::step).containsExactly(3L);
      assertThat(store.newest().orElseThrow().step()).isEqualTo(3);
      String held =
          store.fileNames().stream().filter(n -> n.startsWith("step-6-")).findAny().orElseThrow();
      assertThat(Files.readString(snapshots.resolve(held.replace(".safetensors", ".json"))))
          .contains("\"held\":true");
    }
  }

  @Test
  void aSnapshotWithNumbersThatAreNotFiniteIsWrittenAndNotReleased() throws Exception {
    try (TrainerHarness trainer =
        trainer(Map.of("learner.peak-rate", "1e300"), Map.of("snapshot.every-steps", "1"))) {
      trainer.open();
      trainer.take(0, 12);

      SnapshotStore store = new SnapshotStore(snapshots.toString());
      assertThat(store.fileNames()).hasSize(3);
      assertThat(trainer.published()).extracting(SnapshotPublished::step).containsExactly(1L);
      assertThat(store.newest().orElseThrow().step()).isEqualTo(1);
      assertThat(trainer.progress().get(2).skippedSteps()).isEqualTo(1);
    }
  }

  @Test
  void rollbacksAreCountedAndTheStepNumberGoesOn() throws Exception {
    try (TrainerHarness trainer = trainer(COLLAPSING, Map.of("guard.on-collapse", "rollback"))) {
      trainer.open();
      trainer.take(0, 24);

      assertThat(trainer.progress())
          .extracting(TrainingProgress::rollbacks)
          .containsExactly(0L, 0L, 0L, 1L, 1L, 2L);
      assertThat(trainer.progress().get(5).step()).isEqualTo(6);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"skip", "hold", "rollback"})
  void aResumedRunGuardsLikeAnUndisturbedOne(String policy) throws Exception {
    boolean skips = policy.equals("skip");
    Map<String, String> options = new HashMap<>(skips ? EXTREME : COLLAPSING);
    options.put(skips ? "guard.non-finite" : "guard.on-collapse", policy);
    OperatorSubtaskState checkpoint;
    byte[] undisturbed;
    try (TrainerHarness trainer = trainer(options, Map.of())) {
      trainer.open();
      trainer.take(0, 14);
      checkpoint = trainer.snapshot(1, 1);
      trainer.take(14, 26);
      undisturbed = trainer.stateBytes();
    }
    try (TrainerHarness trainer = trainer(options, Map.of())) {
      trainer.initializeState(checkpoint);
      trainer.open();
      trainer.take(14, 26);

      assertThat(trainer.stateBytes()).isEqualTo(undisturbed);
    }
  }

  private TrainerHarness trainer(Map<String, String> options, Map<String, String> more)
      throws Exception {
    Map<String, String> all = new HashMap<>(options);
    all.putAll(more);
    return new TrainerHarness(snapshots, all);
  }
}
