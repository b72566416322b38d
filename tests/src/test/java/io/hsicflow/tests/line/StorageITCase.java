package io.hsicflow.tests.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.broker.EmbeddedBroker;
import io.hsicflow.operators.storage.FaultyFileSystem;
import io.hsicflow.operators.storage.StorageFaults;
import io.hsicflow.pipeline.run.LocalCluster;
import io.hsicflow.pipeline.run.RunningJob;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.SavepointFormatType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Storage of checkpoints and snapshots that is full, gone or slow costs a checkpoint or a snapshot;
 * the job goes on, and ends with the weights of an undisturbed run.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StorageITCase {
  private static final int STEPS = 10;
  private static final int HALF = 4;
  private static final int PICTURES = STEPS * SmallLine.BATCH;
  private static final String CHECKPOINTS = "execution.checkpointing.dir";
  private static final String SNAPSHOTS = "snapshot.folder";

  @TempDir private static Path folder;
  private EmbeddedBroker broker;
  private LocalCluster cluster;
  private String expected;
  private String name;
  private StorageFaults faults;
  private Topic images;

  @BeforeAll
  void trainUndisturbed() throws Exception {
    broker = EmbeddedBroker.start();
    Topic.create(broker, "dead-letters", 1);
    Topic.create(broker, "snapshots", 1);
    images = Topic.create(broker, "undisturbed", 1);
    images.send(0, PICTURES, TestPictures::png);
    SmallLine line = line("undisturbed", Map.of());
    cluster = LocalCluster.start(line.settings(), LocalCluster.ANY_PORT);
    line.run(cluster);
    expected = line.newest().digest();
  }

  @AfterAll
  void close() throws Exception {
    if (cluster != null) {
      cluster.close();
    }
    if (broker != null) {
      broker.close();
    }
  }

  @BeforeEach
  void halfOfThePictures(TestInfo test) throws Exception {
    name = test.getTestMethod().orElseThrow().getName();
    faults = FaultyFileSystem.faults(name);
    images = Topic.create(broker, name, 1);
    images.send(0, HALF * SmallLine.BATCH + 3, TestPictures::png);
  }

  @AfterEach
  void letNobodyWait() {
    faults.mend();
  }

  @Test
  void checkpointsThatFailLeaveTheJobRunningAndTheNextOneSucceeds() throws Exception {
    SmallLine line = line(name, faulty(CHECKPOINTS));
    WatchedProgress progress = new WatchedProgress();
    RunningJob job = line.start(cluster, progress, null);
    progress.await(HALF);
    cluster.triggerCheckpoint(job.id());

    faults.fillUpAfter(1000);
    assertThatThrownBy(() -> cluster.triggerCheckpoint(job.id()))
        .isInstanceOf(ExecutionException.class)
        .hasStackTraceContaining("No space left on device.");
    images.send(HALF * SmallLine.BATCH + 3, PICTURES - SmallLine.BATCH, TestPictures::png);
    progress.await(HALF + 2);
    faults.takeAway();
    assertThatThrownBy(() -> cluster.triggerCheckpoint(job.id()))
        .isInstanceOf(ExecutionException.class)
        .hasStackTraceContaining("The storage is gone.");
    progress.await(STEPS - 1);
    assertThat(job.status()).isEqualTo(JobStatus.RUNNING);

    faults.mend();
    assertThat(cluster.triggerCheckpoint(job.id())).startsWith("faulty://" + name);
    images.send(PICTURES - SmallLine.BATCH, PICTURES, TestPictures::png);
    job.awaitTermination(SmallLine.PATIENCE);
    assertThat(progress.steps())
        .as("no step was made again")
        .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
    assertThat(line.newest().digest()).isEqualTo(expected);
  }

  @Test
  void aSavepointDuringASlowCheckpointIsRightAndSoIsTheCheckpoint() throws Exception {
    SmallLine line = line(name, faulty(CHECKPOINTS));
    WatchedProgress progress = new WatchedProgress();
    RunningJob job = line.start(cluster, progress, null);
    progress.await(HALF);
    faults.hold();
    CompletableFuture<String> checkpoint = CompletableFuture.supplyAsync(() -> checkpoint(job));
    faults.awaitHeldWriter();

    images.send(HALF * SmallLine.BATCH + 3, 6 * SmallLine.BATCH + 5, TestPictures::png);
    progress.await(6);
    CompletableFuture<String> savepoint =
        job.client()
            .triggerSavepoint(
                folder.resolve(name + "-savepoints").toUri().toString(),
                SavepointFormatType.CANONICAL);
    images.send(6 * SmallLine.BATCH + 5, 8 * SmallLine.BATCH + 1, TestPictures::png);
    progress.await(8);
    assertThat(checkpoint).isNotDone();
    // Flink writes one after the other; both were copied while the training went on.
    faults.mend();
    String slow = checkpoint.get(SmallLine.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    String beside = savepoint.get(SmallLine.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    job.cancel();
    images.send(8 * SmallLine.BATCH + 1, PICTURES, TestPictures::png);

    // By its plain path: the local file system's own listings leave a name such as ours out.
    String plain = slow.replace("faulty://" + name, "file:");
    assertThat(firstStepAfter("checkpoint", plain)).isEqualTo(HALF + 1);
    assertThat(firstStepAfter("savepoint", beside)).isBetween(7L, 9L);
  }

  /** Goes on from a state to the end, which is the same from everywhere. */
  private long firstStepAfter(String kind, String state) throws Exception {
    SmallLine line = line(name + "-" + kind, Map.of());
    WatchedProgress progress = new WatchedProgress();
    line.start(cluster, progress, state).awaitTermination(SmallLine.PATIENCE);
    long first = progress.steps().get(0);
    assertThat(progress.steps()).endsWith((long) STEPS).hasSize((int) (STEPS + 1 - first));
    assertThat(line.newest().digest()).isEqualTo(expected);
    return first;
  }

  @Test
  void aSnapshotStoreThatIsGoneForAWhileCostsSnapshotsAndNoTraining() throws Exception {
    SmallLine line = line(name, faulty(SNAPSHOTS));
    faults.takeAway();
    WatchedProgress progress = new WatchedProgress();
    RunningJob job = line.start(cluster, progress, null);
    progress.await(HALF);
    int before = faults.failures();
    images.send(HALF * SmallLine.BATCH + 3, PICTURES - SmallLine.BATCH, TestPictures::png);
    progress.await(STEPS - 1);
    assertThat(faults.failures()).as("the snapshot of step 5").isGreaterThan(before);

    faults.mend();
    images.send(PICTURES - SmallLine.BATCH, PICTURES, TestPictures::png);
    job.awaitTermination(SmallLine.PATIENCE);
    assertThat(progress.steps()).hasSize(STEPS);
    assertThat(line.store().fileNames()).noneMatch(file -> file.startsWith("step-5-"));
    assertThat(line.newest().digest()).isEqualTo(expected);
  }

  @Test
  void aJobDoesNotEndWithoutItsLastSnapshot() throws Exception {
    Map<String, String> patient = new HashMap<>(faulty(SNAPSHOTS));
    patient.put("restart-strategy.fixed-delay.attempts", "1000");
    patient.put("restart-strategy.fixed-delay.delay", "100 ms");
    SmallLine line = line(name, patient);
    faults.takeAway();
    WatchedProgress progress = new WatchedProgress();
    RunningJob job = line.start(cluster, progress, null);
    progress.await(HALF);
    cluster.triggerCheckpoint(job.id());
    images.send(HALF * SmallLine.BATCH + 3, PICTURES, TestPictures::png);
    progress.awaitAgain(HALF + 1);

    faults.mend();
    job.awaitTermination(SmallLine.PATIENCE);
    assertThat(progress.steps()).hasSizeGreaterThan(STEPS).endsWith(9L, 10L);
    assertThat(line.newest().step()).isEqualTo(STEPS);
    assertThat(line.newest().digest()).isEqualTo(expected);
  }

  private String checkpoint(RunningJob job) {
    try {
      return cluster.triggerCheckpoint(job.id());
    } catch (ExecutionException e) {
      throw new CompletionException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CompletionException(e);
    }
  }

  private Map<String, String> faulty(String option) {
    return Map.of(option, FaultyFileSystem.folder(name, folder.resolve(name + "-faulty")));
  }

  private SmallLine line(String job, Map<String, String> more) {
    Map<String, String> all = new HashMap<>(more);
    all.put("job.roles", "train");
    all.put("images.stop", "offsets");
    all.put("images.stop-offsets", images.name() + ":0:" + PICTURES);
    return new SmallLine(broker, images, folder, job, all);
  }
}
