package io.hsicflow.operators.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFinalizer;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFutures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("try") // harnesses throw what they like on closing
class TrainerCheckpointTest {

  @TempDir Path snapshots;

  @Test
  void aRestoredTrainerGoesOnBitForBit() throws Exception {
    byte[] undisturbed;
    OperatorSubtaskState checkpoint;
    try (TrainerHarness trainer = trainer(Map.of())) {
      trainer.open();
      trainer.take(0, 14);
      checkpoint = trainer.snapshot(1, 1);
      trainer.take(14, 26);
      undisturbed = trainer.stateBytes();
    }
    try (TrainerHarness trainer = trainer(Map.of())) {
      trainer.initializeState(checkpoint);
      trainer.open();
      trainer.take(14, 26);

      assertThat(trainer.progress().get(0).step()).isEqualTo(4);
      assertThat(trainer.stateBytes()).isEqualTo(undisturbed);
    }
  }

  @Test
  void anUninterruptedRunIsReproducible() throws Exception {
    byte[][] states = new byte[2][];
    for (int run = 0; run < 2; run++) {
      try (TrainerHarness trainer = trainer(Map.of())) {
        trainer.open();
        trainer.take(0, 14);
        states[run] = trainer.stateBytes();
      }
    }

    assertThat(states[1]).isEqualTo(states[0]);
  }

  @Test
  void aWriteThatFailsHalfWayFailsTheCheckpointAndNotTheTraining() throws Exception {
    try (TrainerHarness trainer = trainer(Map.of())) {
      trainer.open();
      trainer.take(0, 5);
      TestStorage full = TestStorage.failingAfter(1000);
      OperatorSnapshotFutures futures = trainer.begin(1, full);

      assertThatThrownBy(() -> OperatorSnapshotFinalizer.create(futures))
          .hasRootCauseMessage("No space left on device.")
          .cause()
          .hasMessageContaining("Checkpoint 1 fails")
          .hasMessageContaining("Make room in the checkpoint storage");
      assertThat(full.closed).isTrue();
      trainer.getOneInputOperator().notifyCheckpointAborted(1);
      assertThat(trainer.metrics().failedCheckpoints()).isEqualTo(1);

      trainer.take(5, 9);
      OperatorSubtaskState next = finish(trainer.begin(2, TestStorage.good()));
      assertThat(TrainerHarness.bytesOf(next)).isEqualTo(trainer.stateBytes());
    }
  }

  @Test
  void storageThatIsGoneFailsTheCheckpointAndNotTheTraining() throws Exception {
    try (TrainerHarness trainer = trainer(Map.of())) {
      trainer.open();
      trainer.take(0, 5);
      OperatorSnapshotFutures futures = trainer.begin(1, TestStorage.gone());

      assertThatThrownBy(() -> OperatorSnapshotFinalizer.create(futures))
          .cause()
          .hasMessageContaining("could not be written: The storage is gone.");

      trainer.take(5, 9);
      assertThat(TrainerHarness.bytesOf(finish(trainer.begin(2, TestStorage.good()))))
          .isEqualTo(trainer.stateBytes());
    }
  }

  @Test
  void aSecondSnapshotDuringASlowWriteHasItsOwnBytes() throws Exception {
    try (TrainerHarness trainer = trainer(Map.of())) {
      trainer.open();
      trainer.take(0, 6);
      byte[] atFirst = trainer.stateBytes();
      TestStorage slow = TestStorage.held();
      OperatorSnapshotFutures first = trainer.begin(1, slow);
      CompletableFuture<OperatorSubtaskState> writing = inBackground(first);
      slow.writing.await(1, TimeUnit.MINUTES);

      trainer.take(6, 11);
      byte[] atSecond = trainer.stateBytes();
      trainer.take(11, 15);
      slow.mayWrite.trigger();

      assertThat(TrainerHarness.bytesOf(writing.get(1, TimeUnit.MINUTES))).isEqualTo(atFirst);
      assertThat(atSecond).isNotEqualTo(atFirst);
    }
  }

  @Test
  void aThirdSnapshotDuringTwoSlowWritesIsDeclinedAndTheTrainingGoesOn() throws Exception {
    try (TrainerHarness trainer = trainer(Map.of())) {
      trainer.open();
      trainer.take(0, 6);
      OperatorSnapshotFutures first = trainer.begin(1, TestStorage.held());
      OperatorSnapshotFutures second = trainer.begin(2, TestStorage.held());
      OperatorSnapshotFutures third = trainer.begin(3, TestStorage.good());

      assertThatThrownBy(() -> OperatorSnapshotFinalizer.create(third))
          .rootCause()
          .hasMessageContaining("Checkpoint 3")
          .hasMessageContaining("two earlier ones");

      first.cancel();
      second.cancel();
      trainer.take(6, 9);
      assertThat(TrainerHarness.bytesOf(finish(trainer.begin(4, TestStorage.good()))))
          .isEqualTo(trainer.stateBytes());
    }
  }

  @Test
  void anAbortedCheckpointGivesItsBufferBack() throws Exception {
    try (TrainerHarness trainer = trainer(Map.of())) {
      trainer.open();
      for (int checkpoint = 1; checkpoint <= 5; checkpoint++) {
        trainer.begin(checkpoint, TestStorage.held()).cancel();
      }

      assertThat(TrainerHarness.bytesOf(finish(trainer.begin(6, TestStorage.good()))))
          .isEqualTo(trainer.stateBytes());
    }
  }

  @Test
  void alteredOrShortenedStateIsRefusedWithASentence() throws Exception {
    byte[] state;
    try (TrainerHarness trainer = trainer(Map.of())) {
      trainer.open();
      trainer.take(0, 6);
      state = trainer.stateBytes();
    }
    for (int at : new int[] {9, 17, 30, state.length / 2, state.length - 1}) {
      byte[] altered = state.clone();
      altered[at] ^= 0x10;
      refuses(altered, "was altered");
    }
    byte[] foreign = state.clone();
    foreign[0] = 0;
    refuses(foreign, "no state of a trainer");
    byte[] later = state.clone();
    later[4] = 9;
    refuses(later, "has version 9");
    refuses(java.util.Arrays.copyOf(state, state.length - 7), "is cut short");
    refuses(new byte[3], "no state of a trainer");
  }

  @Test
  void anotherNetworkIsRefusedOnRestoreWithASentence() throws Exception {
    OperatorSubtaskState checkpoint;
    try (TrainerHarness trainer = trainer(Map.of())) {
      trainer.open();
      trainer.take(0, 6);
      checkpoint = trainer.snapshot(1, 1);
    }
    try (TrainerHarness trainer = trainer(Map.of("learner.width", "3"))) {
      assertThatThrownBy(() -> trainer.initializeState(checkpoint))
          .hasMessageContaining("learner.width was 2");
    }
  }

  @Test
  void moreThanOneTaskIsRefusedWithASentence() throws Exception {
    try (TrainerHarness trainer = new TrainerHarness(snapshots, Map.of(), 128, 1)) {
      assertThatThrownBy(trainer::open).hasMessageContaining("maximum parallelism 128");
    }
    try (TrainerHarness trainer = new TrainerHarness(snapshots, Map.of(), 2, 2)) {
      assertThatThrownBy(trainer::open).hasMessageContaining("both must be 1");
    }
  }

  private void refuses(byte[] state, String sentence) throws Exception {
    OperatorSubtaskState checkpoint = TrainerHarness.checkpointOf(state);
    try (TrainerHarness trainer = trainer(Map.of())) {
      assertThatThrownBy(() -> trainer.initializeState(checkpoint)).hasMessageContaining(sentence);
    }
  }

  private TrainerHarness trainer(Map<String, String> options) throws Exception {
    return new TrainerHarness(snapshots, options);
  }

  private static OperatorSubtaskState finish(OperatorSnapshotFutures futures) throws Exception {
    return OperatorSnapshotFinalizer.create(futures).getJobManagerOwnedState();
  }

  private static CompletableFuture<OperatorSubtaskState> inBackground(
      OperatorSnapshotFutures futures) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return finish(futures);
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }
}
