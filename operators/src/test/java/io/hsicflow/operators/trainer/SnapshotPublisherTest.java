package io.hsicflow.operators.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.operators.clock.ManualClock;
import io.hsicflow.operators.snapshot.SnapshotReleases;
import io.hsicflow.operators.snapshot.SnapshotStore;
import io.hsicflow.operators.storage.FaultyFileSystem;
import io.hsicflow.operators.storage.StorageFaults;
import io.hsicflow.schemas.record.LearnerChange;
import io.hsicflow.schemas.record.LearnerChangeKind;
import io.hsicflow.schemas.record.SnapshotPublished;
import io.hsicflow.schemas.record.TrainingProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of training and snapshots while the snapshot store is full, gone or slow. */
@SuppressWarnings("try") // harnesses throw what they like on closing
class SnapshotPublisherTest {

  private static final Map<String, String> EVERY_SECOND = Map.of("snapshot.every-steps", "2");

  @TempDir Path folder;
  private final String name = UUID.randomUUID().toString();
  private final StorageFaults faults = FaultyFileSystem.faults(name);

  @Test
  void aFullStoreCostsASnapshotAndNeverTheTraining() throws Exception {
    try (TrainerHarness trainer = trainer(EVERY_SECOND)) {
      trainer.open();
      faults.fillUpAfter(1000);
      trainer.take(0, 12);

      assertThat(trainer.progress()).extracting(TrainingProgress::step).containsExactly(1L, 2L, 3L);
      assertThat(trainer.published()).isEmpty();
      assertThat(trainer.metrics().failedSnapshots()).isEqualTo(1);
      assertThat(files()).as("nothing half written stays").isEmpty();

      faults.mend();
      trainer.take(12, 16);
      assertThat(trainer.published()).extracting(SnapshotPublished::step).containsExactly(4L);
      assertThat(store().newest().orElseThrow().step()).isEqualTo(4);
    }
  }

  @Test
  void aStoreThatIsGoneIsTriedAgainAfterTenSecondsAndThenMoreAndMoreSeldom() throws Exception {
    try (TrainerHarness trainer = trainer(Map.of("snapshot.every", "1 h"))) {
      trainer.setProcessingTime(0);
      trainer.open();
      faults.takeAway();
      trainer.take(0, 4);
      trainer.setProcessingTime(3_600_000);
      assertThat(trainer.metrics().failedSnapshots()).isEqualTo(1);

      trainer.take(4, 8);
      assertThat(trainer.metrics().failedSnapshots()).as("at once").isEqualTo(1);
      new ManualClock().advanceMillis(10_000);
      trainer.take(8, 12);
      assertThat(trainer.metrics().failedSnapshots()).as("after 10 s").isEqualTo(2);
      new ManualClock().advanceMillis(10_000);
      trainer.take(12, 16);
      assertThat(trainer.metrics().failedSnapshots()).as("after 10 s more").isEqualTo(2);
      new ManualClock().advanceMillis(10_000);
      faults.mend();
      trainer.take(16, 20);

      assertThat(trainer.metrics().failedSnapshots()).isEqualTo(2);
      assertThat(trainer.published()).extracting(SnapshotPublished::step).containsExactly(5L);
    }
  }

  @Test
  void aSnapshotThatWasAskedForAndFailedIsMadeAfterARestart() throws Exception {
    LearnerChange asked =
        new LearnerChange("control-0-0", LearnerChangeKind.SNAPSHOT, 1, 0, "", "");
    OperatorSubtaskState checkpoint;
    try (TrainerHarness trainer = trainer(Map.of())) {
      trainer.open();
      faults.takeAway();
      trainer.take(0, 12, Map.of(1L, asked));
      assertThat(trainer.metrics().failedSnapshots()).as("none at every step").isEqualTo(1);
      checkpoint = trainer.snapshot(1, 1);
    }
    faults.mend();
    try (TrainerHarness trainer = trainer(Map.of())) {
      trainer.initializeState(checkpoint);
      trainer.open();
      trainer.take(12, 20);

      assertThat(trainer.published()).extracting(SnapshotPublished::step).containsExactly(3L);
    }
  }

  @Test
  void theStateIsTheSameWhetherSnapshotsFailOrNot() throws Exception {
    byte[] undisturbed;
    try (TrainerHarness trainer = trainer(EVERY_SECOND)) {
      trainer.open();
      trainer.take(0, 14);
      undisturbed = trainer.stateBytes();
    }
    try (TrainerHarness trainer = trainer(EVERY_SECOND)) {
      trainer.open();
      faults.takeAway();
      trainer.take(0, 14);

      assertThat(trainer.stateBytes()).isEqualTo(undisturbed);
    }
  }

  @Test
  void aSlowStoreHoldsTrainingUpAndNothingIsLost() throws Exception {
    try (TrainerHarness trainer = trainer(EVERY_SECOND)) {
      trainer.open();
      faults.hold();
      CompletableFuture<Void> training =
          CompletableFuture.runAsync(
              () -> {
                try {
                  trainer.take(0, 16);
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              });
      faults.awaitHeldWriter();
      assertThat(training).isNotDone();

      faults.mend();
      training.get(1, TimeUnit.MINUTES);
      assertThat(trainer.progress()).hasSize(4);
      assertThat(trainer.published()).extracting(SnapshotPublished::step).containsExactly(2L, 4L);
      assertThat(trainer.metrics().failedSnapshots()).isZero();
    }
  }

  @Test
  void anInitialSnapshotThatFailsIsMadeUpForByALaterOne() throws Exception {
    try (TrainerHarness trainer = trainer(Map.of("snapshot.initial", "true"))) {
      faults.takeAway();
      trainer.open();
      faults.mend();
      new ManualClock().advanceMillis(10_000);
      trainer.take(0, 4);

      assertThat(trainer.published()).extracting(SnapshotPublished::step).containsExactly(1L);
    }
  }

  @Test
  void theLastSnapshotHasToBeWrittenBeforeAJobMayEnd() throws Exception {
    OperatorSubtaskState checkpoint;
    try (TrainerHarness trainer = trainer(Map.of())) {
      trainer.open();
      trainer.take(0, 8);
      checkpoint = trainer.snapshot(1, 1);
      faults.takeAway();

      assertThatThrownBy(trainer::endInput)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("The snapshot of step 2 could not be written to faulty://" + name)
          .hasMessageContaining("The storage is gone.")
          .hasMessageContaining("goes back to its last checkpoint");
    }
    faults.mend();
    try (TrainerHarness trainer = trainer(Map.of())) {
      trainer.initializeState(checkpoint);
      trainer.open();
      trainer.endInput();

      assertThat(trainer.published())
          .as("the snapshot that was owed when the checkpoint was taken")
          .extracting(SnapshotPublished::step)
          .containsExactly(2L);
    }
  }

  @Test
  void afterTheLastStepOfAScheduleAFailedSnapshotIsTriedAgain() throws Exception {
    try (TrainerHarness trainer =
        trainer(Map.of("learner.steps", "3", "learner.warmup-steps", "0"))) {
      trainer.open();
      faults.takeAway();
      trainer.take(0, 13);
      assertThat(trainer.published()).isEmpty();
      faults.mend();
      new ManualClock().advanceMillis(10_000);
      trainer.take(13, 20);

      assertThat(trainer.published()).extracting(SnapshotPublished::step).containsExactly(3L);
    }
  }

  @Test
  void aStoreThatIsGoneAtARestartDoesNotKeepTheTrainerFromStarting() throws Exception {
    OperatorSubtaskState checkpoint;
    try (TrainerHarness trainer = trainer(EVERY_SECOND)) {
      trainer.open();
      trainer.take(0, 10);
      checkpoint = trainer.snapshot(1, 1);
    }
    faults.takeAway();
    try (TrainerHarness trainer = trainer(EVERY_SECOND)) {
      trainer.initializeState(checkpoint);
      trainer.open();
      trainer.take(10, 12);
      faults.mend();
      trainer.take(12, 16);

      assertThat(trainer.published()).extracting(SnapshotPublished::step).containsExactly(4L);
    }
  }

  @Test
  void whatAKilledTrainerLeftHalfWrittenGoesWithATrainerThatStartsAnHourLater() throws Exception {
    Path left = folder.resolve("snapshots").resolve(".step-2-0123456789ab.safetensors.7-1.part");
    Files.createDirectories(left.getParent());
    Files.writeString(left, "half");
    Files.setLastModifiedTime(left, FileTime.fromMillis(new ManualClock().millis()));
    new ManualClock().advanceMillis(3_600_000);
    try (TrainerHarness trainer = trainer(Map.of())) {
      trainer.open();
      assertThat(left).as("an hour old, and no more").exists();
    }
    new ManualClock().advanceMillis(1);
    try (TrainerHarness trainer = trainer(Map.of())) {
      trainer.open();
      assertThat(left).doesNotExist();
    }
  }

  @Test
  void whatIsPublishedIsReleasedByTheRuleAndUnlessToldNothingIsDeleted() throws Exception {
    try (TrainerHarness trainer =
        trainer(Map.of("snapshot.every-steps", "1", "release.embedding-std", "0"))) {
      trainer.open();
      trainer.take(0, 20);
    }

    assertThat(store().fileNames()).hasSize(5);
    assertThat(store().pointer(SnapshotStore.RELEASED)).isEqualTo(store().newest());
    assertThat(new SnapshotReleases(store()).history())
        .extracting(release -> release.snapshot().step())
        .containsExactly(1L, 2L, 3L, 4L, 5L);
  }

  @Test
  void oldSnapshotsGoWhereTheOptionsSaySo() throws Exception {
    try (TrainerHarness trainer =
        trainer(
            Map.of(
                "snapshot.every-steps", "1",
                "snapshot.keep", "1",
                "snapshot.keep-every-steps", "3",
                "release.embedding-std", "0"))) {
      trainer.open();
      trainer.take(0, 20);
    }

    assertThat(store().fileNames())
        .hasSize(2)
        .anyMatch(file -> file.startsWith("step-3-"))
        .anyMatch(file -> file.startsWith("step-5-"));
  }

  @Test
  void aRuleAndARetentionThatFailCostNoSnapshotAndNoTraining() throws Exception {
    Files.createDirectories(folder.resolve("snapshots"));
    Files.writeString(folder.resolve("snapshots").resolve(SnapshotStore.RELEASED), "damaged");
    try (TrainerHarness trainer =
        trainer(Map.of("snapshot.every-steps", "1", "snapshot.keep", "1"))) {
      trainer.open();
      trainer.take(0, 12);

      assertThat(trainer.published())
          .extracting(SnapshotPublished::step)
          .containsExactly(1L, 2L, 3L);
      assertThat(trainer.metrics().failedSnapshots()).isZero();
    }
    assertThat(store().fileNames()).as("nobody knows what is released").hasSize(3);
    assertThat(folder.resolve("snapshots").resolve(SnapshotStore.RELEASED)).hasContent("damaged");
  }

  private SnapshotStore store() {
    return new SnapshotStore(snapshots());
  }

  private String snapshots() {
    return FaultyFileSystem.folder(name, folder.resolve("snapshots"));
  }

  private Stream<Path> files() throws IOException {
    return Files.list(folder.resolve("snapshots"));
  }

  private TrainerHarness trainer(Map<String, String> options) throws Exception {
    return new TrainerHarness(snapshots(), options);
  }
}
