package io.hsicflow.operators.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.model.snapshot.EncoderSnapshot;
import io.hsicflow.operators.snapshot.SnapshotFile;
import io.hsicflow.operators.snapshot.SnapshotStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("try") // harnesses throw what they like on closing
class InitialWeightsTest {

  @TempDir Path folder;
  private EncoderSnapshot other;
  private String file;

  @BeforeEach
  void trainAnother() throws Exception {
    try (TrainerHarness trainer =
        trainer(Map.of("learner.seed", "7", "snapshot.every-steps", "2"))) {
      trainer.open();
      trainer.take(0, 8);
      file = trainer.published().get(0).location();
      other = SnapshotFile.at(file).read();
    }
  }

  @Test
  void aFreshTrainerStartsFromTheFile() throws Exception {
    try (TrainerHarness trainer =
        trainer(Map.of("learner.initial-weights", file, "snapshot.initial", "true"))) {
      trainer.open();

      EncoderSnapshot start = store().read(store().newest().orElseThrow());
      assertThat(start.metadata().step()).isZero();
      assertThat(start.tensors().get("bn1.running_mean"))
          .isEqualTo(other.tensors().get("bn1.running_mean"));
      assertThat(start.tensors().get("conv1.weight").values()[0])
          .isCloseTo(
              other.tensors().get("conv1.weight").values()[0], Percentage.withPercentage(1e-4));
      assertThat(start.metadata().settings()).contains("learner.initial-weights");
      trainer.take(0, 4);
      assertThat(trainer.progress().get(0).loss()).isFinite();
    }
  }

  @Test
  void aRestoredTrainerDoesNotReadTheFile() throws Exception {
    OperatorSubtaskState checkpoint;
    byte[] state;
    try (TrainerHarness trainer = trainer(Map.of("learner.initial-weights", file))) {
      trainer.open();
      trainer.take(0, 6);
      checkpoint = trainer.snapshot(1, 1);
      state = trainer.stateBytes();
    }
    String gone = folder.resolve("gone.safetensors").toString();
    try (TrainerHarness trainer = trainer(Map.of("learner.initial-weights", gone))) {
      trainer.initializeState(checkpoint);
      trainer.open();

      assertThat(trainer.stateBytes()).isEqualTo(state);
    }
  }

  @Test
  void aFileThatIsMissingOrOfSomethingElseIsRefusedWithASentence() throws Exception {
    String missing = folder.resolve("missing.safetensors").toString();
    refuses(missing, Map.of(), "learner.initial-weights = " + missing + " cannot be read");
    Path text = Files.writeString(folder.resolve("text"), "This is a text, and no tensors at all.");
    refuses(text.toString(), Map.of(), "learner.initial-weights = " + text + " cannot be read");
    refuses(file, Map.of("learner.width", "4"), "set learner.width = 2");
  }

  private void refuses(String weights, Map<String, String> options, String sentence)
      throws Exception {
    Map<String, String> all = new HashMap<>(options);
    all.put("learner.initial-weights", weights);
    try (TrainerHarness trainer = trainer(all)) {
      assertThatThrownBy(trainer::open).hasMessageContaining(sentence);
    }
  }

  private SnapshotStore store() {
    return new SnapshotStore(folder.resolve("snapshots").toString());
  }

  private TrainerHarness trainer(Map<String, String> options) throws Exception {
    return new TrainerHarness(folder.resolve("snapshots"), options);
  }
}
