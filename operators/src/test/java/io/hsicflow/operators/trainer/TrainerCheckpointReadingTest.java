package io.hsicflow.operators.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.model.learner.StoredLearner;
import io.hsicflow.model.learner.WeightSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("try") // harnesses throw what they like on closing
class TrainerCheckpointReadingTest {

  @TempDir Path folder;

  @Test
  void theTrainersStateIsFoundByItsUid() throws Exception {
    try (TrainerHarness trainer = trainer(Map.of("snapshot.every-steps", "2"))) {
      trainer.open();
      trainer.take(0, 10);
      Path checkpoint =
          TrainerCheckpointFile.write(folder.resolve("chk-1"), Trainer.UID, trainer.snapshot(1, 1));

      StoredLearner learner = TrainerCheckpoint.read(checkpoint.toString());

      assertThat(learner.steps()).isEqualTo(2);
      assertThat(learner.snapshot(WeightSet.AVERAGE, false).digest())
          .isEqualTo(trainer.published().get(0).digest());
      assertThat(TrainerCheckpoint.read(checkpoint.resolve("_metadata").toString()).steps())
          .isEqualTo(2);
    }
  }

  @Test
  void aCheckpointWithoutATrainerIsRefusedWithASentence() throws Exception {
    try (TrainerHarness trainer = trainer(Map.of())) {
      trainer.open();
      Path other =
          TrainerCheckpointFile.write(folder.resolve("a"), "embedder", trainer.snapshot(1, 1));
      Path empty =
          TrainerCheckpointFile.write(
              folder.resolve("b"), Trainer.UID, OperatorSubtaskState.builder().build());

      assertThatThrownBy(() -> TrainerCheckpoint.read(other.toString()))
          .hasMessageContaining("holds no trainer");
      assertThatThrownBy(() -> TrainerCheckpoint.read(empty.toString()))
          .hasMessageContaining("the state of 0 trainers");
    }
  }

  @Test
  void anAlteredOrShortenedStateIsRefusedWithASentence() throws Exception {
    byte[] state;
    try (TrainerHarness trainer = trainer(Map.of())) {
      trainer.open();
      trainer.take(0, 6);
      state = trainer.stateBytes();
    }
    byte[] altered = state.clone();
    altered[state.length / 2] ^= 1;

    assertThatThrownBy(() -> TrainerCheckpoint.read(checkpoint("altered", altered)))
        .hasMessageContaining("was altered: its checksum does not fit its bytes")
        .hasMessageContaining("restore from another checkpoint");
    assertThatThrownBy(() -> TrainerCheckpoint.read(checkpoint("cut", Arrays.copyOf(state, 5_000))))
        .hasMessageContaining("is cut short: 5000 of " + state.length + " bytes are there");
  }

  private String checkpoint(String name, byte[] state) throws IOException {
    return TrainerCheckpointFile.write(
            folder.resolve(name), Trainer.UID, TrainerHarness.checkpointOf(state))
        .toString();
  }

  @Test
  void whatIsNoCheckpointIsRefused() throws Exception {
    assertThatThrownBy(() -> TrainerCheckpoint.read(folder.resolve("none").toString()))
        .hasMessageContaining("none");
    Files.write(folder.resolve("_metadata"), new byte[] {1, 2, 3});
    assertThatThrownBy(() -> TrainerCheckpoint.read(folder.toString()))
        .isInstanceOf(IOException.class);
  }

  private TrainerHarness trainer(Map<String, String> options) throws Exception {
    return new TrainerHarness(folder.resolve("snapshots"), options);
  }
}
