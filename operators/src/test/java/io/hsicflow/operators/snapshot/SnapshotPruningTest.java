package io.hsicflow.operators.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.operators.clock.ManualClock;
import io.hsicflow.operators.storage.FaultyFileSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotPruningTest {

  private static final EvaluationMetric KNN = EvaluationMetric.of("knn.top1");

  @TempDir Path folder;
  private SnapshotStore store;
  private TestSnapshots snapshots;

  @BeforeEach
  void open() {
    store = new SnapshotStore(folder.toString());
    snapshots = new TestSnapshots(store);
  }

  @Test
  void theNewestStayAndThoseOfSomeSteps() throws Exception {
    for (long step = 100; step <= 600; step += 100) {
      snapshots.publish(step);
    }

    List<SnapshotPruning.Decision> plan = pruning(2, 300).plan();

    assertThat(plan)
        .extracting(each -> each.entry().step() + " " + each.goes() + " " + each.reason())
        .containsExactly(
            "100 true not among the newest 2, nor a step divisible by 300",
            "200 true not among the newest 2, nor a step divisible by 300",
            "300 false a step divisible by 300",
            "400 true not among the newest 2, nor a step divisible by 300",
            "500 false among the newest 2",
            "600 false newest");
    assertThat(store.fileNames()).as("a plan deletes nothing").hasSize(6);

    assertThat(pruning(2, 300).run())
        .extracting(each -> each.entry().step())
        .containsExactly(100L, 200L, 400L);
    assertThat(steps()).containsExactly(300L, 500L, 600L);
    assertThat(pruning(2, 300).run()).isEmpty();
  }

  @Test
  void theNewestTheReleasedTheBestAndThePinnedStayWhateverTheirAge() throws Exception {
    SnapshotPointer newest = snapshots.publish(1);
    SnapshotPointer released = snapshots.publish(2);
    SnapshotPointer best = snapshots.publish(3);
    SnapshotPointer pinned = snapshots.publish(4);
    SnapshotPointer pinnedWhole = snapshots.publish(5);
    snapshots.publish(6);
    SnapshotPointer last = snapshots.publish(7);
    snapshots.evaluate(best, 0.9);
    snapshots.evaluate(last, 0.8);
    store.point(SnapshotStore.NEWEST, TestSnapshots.snapshot(1, 1));
    store.point(SnapshotStore.RELEASED, TestSnapshots.snapshot(2, 2));

    new SnapshotPruning(
            store,
            new SnapshotRetention(
                1, 0, List.of(pinned.digest().substring(0, 12), pinnedWhole.digest()), KNN))
        .run();

    assertThat(steps())
        .containsExactly(
            newest.step(),
            released.step(),
            best.step(),
            pinned.step(),
            pinnedWhole.step(),
            last.step());
  }

  @Test
  void thoseThatWereHeldBackAreCountedApart() throws Exception {
    snapshots.publish(1);
    snapshots.publish(2);
    for (long step = 3; step <= 6; step++) {
      snapshots.hold(step, step);
    }

    pruning(2, 1).run();

    assertThat(steps()).containsExactly(1L, 2L, 5L, 6L);
  }

  @Test
  void allThatLiesBesideASnapshotGoesWithItAndForeignFilesStay() throws Exception {
    SnapshotPointer old = snapshots.publish(1);
    snapshots.evaluate(old, 0.1);
    SnapshotPointer better = snapshots.publish(2);
    snapshots.evaluate(better, 0.2);
    SnapshotVerdict.read(store.file(old));
    SnapshotVerdict.whole(SnapshotVerdict.Outcome.PASSED, "It is.", 1).write(store.file(old));
    Files.writeString(folder.resolve("notes.txt"), "mine");
    String mine = old.file().replace(".safetensors", ".mine.txt");
    Files.writeString(folder.resolve(mine), "mine");
    Files.writeString(folder.resolve("step-x.safetensors"), "mine");
    Files.createDirectory(folder.resolve("step-9-0123456789ab.safetensors"));

    pruning(1, 0).run();

    String stem = old.file().replace(".safetensors", "");
    assertThat(names()).filteredOn(name -> name.startsWith(stem)).containsExactly(mine);
    assertThat(names()).contains("notes.txt", "step-x.safetensors", better.file(), "newest");
  }

  @Test
  void withoutANumberToKeepNothingGoes() throws Exception {
    snapshots.publish(1);
    snapshots.publish(2);

    assertThat(pruning(0, 0).plan()).noneMatch(SnapshotPruning.Decision::goes);
    assertThat(pruning(0, 0).run()).isEmpty();
  }

  @Test
  void anEmptyOrMissingFolderHasNothingToDelete() throws Exception {
    assertThat(pruning(1, 0).run()).isEmpty();
    SnapshotStore missing = new SnapshotStore(folder.resolve("none").toString());
    assertThat(new SnapshotPruning(missing, retention(1, 0)).run()).isEmpty();
  }

  @Test
  void whileAPointerCannotBeReadNothingGoes() throws Exception {
    snapshots.publish(1);
    snapshots.publish(2);
    Files.writeString(folder.resolve(SnapshotStore.RELEASED), "{");

    assertThatThrownBy(() -> pruning(1, 0).run())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Nothing is deleted")
        .hasMessageContaining("released");
    assertThat(steps()).containsExactly(1L, 2L);
  }

  @Test
  void oneWhoseEvaluationsAreDamagedMayBeTheBestAndStays() throws Exception {
    SnapshotPointer damaged = snapshots.publish(1);
    snapshots.publish(2);
    Files.writeString(
        folder.resolve(damaged.file().replace(".safetensors", ".evaluations.json")), "[");

    assertThat(pruning(1, 0).plan().get(0).reason())
        .contains("not known whether it is the best")
        .contains("is damaged");
    assertThat(pruning(1, 0).run()).isEmpty();
  }

  @Test
  void aSnapshotThatComesToBeReleasedAfterThePlanStays() throws Exception {
    snapshots.publish(1);
    SnapshotPointer late = snapshots.publish(2);
    snapshots.publish(3);
    String name = UUID.randomUUID().toString();
    // the mark of the second snapshot is the moment at which another process releases it
    SnapshotStore watched = new SnapshotStore(FaultyFileSystem.folder(name, folder));
    FaultyFileSystem.faults(name)
        .afterRenameTo(
            late.file().replace(".safetensors", ".deleting"),
            () -> store.point(SnapshotStore.RELEASED, TestSnapshots.snapshot(2, 2)));

    List<SnapshotPruning.Decision> deleted = new SnapshotPruning(watched, retention(1, 0)).run();

    assertThat(deleted).extracting(each -> each.entry().step()).containsExactly(1L);
    assertThat(store.read(late).metadata().step()).isEqualTo(2);
    assertThat(names()).noneMatch(each -> each.contains("deleting"));
    assertThat(pruning(1, 0).run()).isEmpty();
  }

  @Test
  void whileAnotherPublishesAndReleasesWhatThePointersNameStaysReadable() throws Exception {
    SnapshotGate gate = new SnapshotGate(store, new Configuration(), new ManualClock());
    CompletableFuture<Void> publishing =
        CompletableFuture.runAsync(
            () -> {
              try {
                for (long step = 1; step <= 40; step++) {
                  gate.published(snapshots.publish(step));
                  store.read(store.newest().orElseThrow());
                  store.read(store.pointer(SnapshotStore.RELEASED).orElseThrow());
                }
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    int deleted = 0;
    while (!publishing.isDone()) {
      deleted += pruning(2, 0).run().size();
    }

    publishing.get(1, TimeUnit.MINUTES);
    deleted += pruning(2, 0).run().size();
    assertThat(steps()).containsExactly(39L, 40L);
    assertThat(deleted).isEqualTo(38);
  }

  @Test
  void aSnapshotThatIsPublishedAgainWhileItIsDeletedIsTriedAgain() throws Exception {
    SnapshotPointer old = snapshots.publish(1);
    snapshots.publish(2);
    store.file(old).beside(BesideFile.DELETING).write(Map.of());

    assertThatThrownBy(() -> snapshots.publish(1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is being deleted");

    Files.delete(folder.resolve(old.file()));
    store.file(old).beside(BesideFile.DELETING).delete();
    snapshots.publish(1);
    assertThat(store.read(store.newest().orElseThrow()).metadata().step()).isEqualTo(1);
  }

  @Test
  void whatABrokenOffDeletionLeftIsTidiedUp() throws Exception {
    SnapshotPointer gone = snapshots.publish(1);
    SnapshotPointer there = snapshots.publish(2);
    store.file(gone).beside(BesideFile.DELETING).write(Map.of());
    Files.delete(folder.resolve(gone.file()));
    store.file(there).beside(BesideFile.DELETING).write(Map.of());

    pruning(1, 0).run();

    assertThat(names()).noneMatch(name -> name.startsWith("step-1-"));
    assertThat(names()).noneMatch(name -> name.contains("deleting"));
    assertThat(store.read(there).metadata().step()).isEqualTo(2);
  }

  @Test
  void whatCannotBeIsRefused() {
    assertThatThrownBy(() -> retention(-1, 0)).hasMessageContaining("snapshot.keep");
    assertThatThrownBy(() -> new SnapshotRetention(1, 0, List.of("../x"), KNN))
        .hasMessageContaining("'../x' in snapshot.pinned is no digest");
  }

  private SnapshotPruning pruning(int keep, long everySteps) {
    return new SnapshotPruning(store, retention(keep, everySteps));
  }

  private static SnapshotRetention retention(int keep, long everySteps) {
    return new SnapshotRetention(keep, everySteps, List.of(), KNN);
  }

  private List<Long> steps() throws IOException {
    return SnapshotCatalog.read(store).entries().stream().map(SnapshotEntry::step).toList();
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
