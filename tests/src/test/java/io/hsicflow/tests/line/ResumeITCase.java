package io.hsicflow.tests.line;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.broker.EmbeddedBroker;
import io.hsicflow.model.snapshot.EncoderSnapshot;
import io.hsicflow.operators.snapshot.SnapshotFile;
import io.hsicflow.pipeline.cli.Hsicflow;
import io.hsicflow.pipeline.run.LocalCluster;
import io.hsicflow.pipeline.run.RunningJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.TaskManagerOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The weights after a failure, a stop or a change of parallelism are those of an undisturbed run,
 * to the bit: the snapshot after the last step has the same digest.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ResumeITCase {
  private static final int STEPS = 10;
  private static final int HALF = 4;
  private static final int PICTURES = STEPS * SmallLine.BATCH;

  @TempDir private static Path folder;
  private EmbeddedBroker broker;
  private LocalCluster cluster;
  private Topic undisturbed;
  private String expected;

  @BeforeAll
  void trainUndisturbed() throws Exception {
    broker = EmbeddedBroker.start();
    cluster =
        LocalCluster.start(
            line(Topic.create(broker, "dead-letters", 1), "cluster", Map.of()).settings(),
            LocalCluster.ANY_PORT);
    Topic.create(broker, "snapshots", 1);
    undisturbed = Topic.create(broker, "undisturbed", 1);
    undisturbed.send(0, PICTURES, TestPictures::png);
    SmallLine line = line(undisturbed, "undisturbed", Map.of());
    line.run(cluster);
    assertThat(line.newest().step()).isEqualTo(STEPS);
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

  @Test
  void aJobThatFailsBetweenCheckpointsEndsWithTheSameWeights() throws Exception {
    Topic images = Topic.create(broker, "failing", 1);
    images.send(0, HALF * SmallLine.BATCH + 3, TestPictures::png);
    SmallLine line = line(images, "failing", stopAt(images));
    WatchedProgress progress = new WatchedProgress();
    progress.failAt(7);
    RunningJob job = line.start(cluster, progress, null);
    progress.await(HALF);
    cluster.triggerCheckpoint(job.id());

    images.send(HALF * SmallLine.BATCH + 3, PICTURES, TestPictures::png);

    job.awaitTermination(SmallLine.PATIENCE);
    assertThat(progress.steps())
        .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 5L, 6L, 7L, 8L, 9L, 10L);
    assertThat(line.newest().digest()).isEqualTo(expected);
  }

  @Test
  void aStoppedJobGoesOnWithTheSameWeightsAlsoWithOtherParallelism() throws Exception {
    Topic images = Topic.create(broker, "stopped", 1);
    images.send(0, HALF * SmallLine.BATCH + 5, TestPictures::png);
    WatchedProgress before = new WatchedProgress();
    RunningJob job = line(images, "stopped", stopAt(images)).start(cluster, before, null);
    before.await(HALF);

    String savepoint = job.stopWithSavepoint(SmallLine.PATIENCE);
    images.send(HALF * SmallLine.BATCH + 5, PICTURES, TestPictures::png);
    WatchedProgress after = new WatchedProgress();
    SmallLine resumed = line(images, "resumed", with(stopAt(images), "job.augmenter-tasks", "3"));
    resumed.start(cluster, after, savepoint).awaitTermination(SmallLine.PATIENCE);

    assertThat(after.steps()).containsExactly(5L, 6L, 7L, 8L, 9L, 10L);
    assertThat(resumed.newest().digest()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "arrival, latest, earliest",
    "arrival, offsets, earliest",
    "rotation, latest, earliest",
    "rotation, latest, latest",
    "rotation, offsets, earliest"
  })
  void anEndlessJobThatIsResumedWithAStopEndsThere(String order, String stop, String start)
      throws Exception {
    String name = String.join("-", "endless", order, stop, start);
    Topic images = Topic.create(broker, name, 1);
    images.send(0, HALF * SmallLine.BATCH + 5, TestPictures::png);
    Map<String, String> endless = Map.of("images.stop", "never", "sequence.order", order);
    WatchedProgress before = new WatchedProgress();
    RunningJob job = line(images, name, endless).start(cluster, before, null);
    before.await(HALF);
    String savepoint = job.stopWithSavepoint(SmallLine.PATIENCE);
    images.send(HALF * SmallLine.BATCH + 5, PICTURES, TestPictures::png);

    Map<String, String> ending = new HashMap<>(stopAt(images));
    ending.put("images.stop", stop);
    ending.put("images.start", start);
    ending.put("sequence.order", order);
    WatchedProgress after = new WatchedProgress();
    SmallLine resumed = line(images, name, ending);
    resumed.start(cluster, after, savepoint).awaitTermination(SmallLine.PATIENCE);

    assertThat(after.steps()).containsExactly(5L, 6L, 7L, 8L, 9L, 10L);
    assertThat(resumed.newest().digest()).isEqualTo(expected);
  }

  @Test
  void aStoppedJobGoesOnTheSameOnOtherTaskManagersWithOtherTasksAndBatches() throws Exception {
    Topic images = Topic.create(broker, "moved", 1);
    Topic embeddings = Topic.create(broker, "moved-embeddings", 1);
    images.send(0, HALF * SmallLine.BATCH + 5, TestPictures::png);
    Map<String, String> both = new HashMap<>(stopAt(images));
    both.put("job.roles", "train;embed");
    both.put("embeddings.topic", embeddings.name());
    both.put("snapshot.every-steps", "2");
    both.put("embed.batch", "4");
    WatchedProgress before = new WatchedProgress();
    SmallLine stopped = new SmallLine(broker, images, folder, "moved", both);
    RunningJob job = stopped.start(cluster, before, null);
    before.await(HALF);
    String savepoint = job.stopWithSavepoint(SmallLine.PATIENCE);
    images.send(HALF * SmallLine.BATCH + 5, PICTURES, TestPictures::png);

    both.put("embed.batch", "7");
    both.put("job.augmenter-tasks", "3");
    WatchedProgress after = new WatchedProgress();
    SmallLine resumed = new SmallLine(broker, images, folder, "moved", both);
    Configuration machines = new Configuration(resumed.settings());
    machines.set(TaskManagerOptions.MINI_CLUSTER_NUM_TASK_MANAGERS, 2);
    machines.set(TaskManagerOptions.NUM_TASK_SLOTS, 2);
    try (LocalCluster other = LocalCluster.start(machines, LocalCluster.ANY_PORT)) {
      resumed.start(other, after, savepoint).awaitTermination(SmallLine.PATIENCE);
    }

    assertThat(after.steps()).containsExactly(5L, 6L, 7L, 8L, 9L, 10L);
    assertThat(resumed.newest().digest()).isEqualTo(expected);
    assertThat(embeddings.records().stream().map(record -> new String(record.key(), UTF_8)))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, PICTURES).mapToObj(number -> "picture-" + number).toList());
  }

  @Test
  void aSettingThatWouldMeanAnotherModelIsRefusedByTheWholeJobWithASentence() throws Exception {
    Topic images = Topic.create(broker, "changed", 1);
    images.send(0, HALF * SmallLine.BATCH + 5, TestPictures::png);
    WatchedProgress progress = new WatchedProgress();
    RunningJob job = line(images, "changed", stopAt(images)).start(cluster, progress, null);
    progress.await(HALF);
    String savepoint = job.stopWithSavepoint(SmallLine.PATIENCE);

    SmallLine other = line(images, "changed", with(stopAt(images), "learner.output", "8"));
    RunningJob refused = other.start(cluster, new WatchedProgress(), savepoint);

    assertThatThrownBy(() -> refused.awaitTermination(SmallLine.PATIENCE))
        .hasStackTraceContaining(
            "with these it would mean another model: learner.output was 16 and is now 8."
                + " Set them as they were, or start a new run");
  }

  @Test
  void theAverageInASavepointIsTheSnapshotOfItsStep() throws Exception {
    Topic images = Topic.create(broker, "exported", 1);
    images.send(0, HALF * SmallLine.BATCH + 5, TestPictures::png);
    WatchedProgress progress = new WatchedProgress();
    SmallLine line =
        line(
            images, "exported", with(stopAt(images), "snapshot.every-steps", String.valueOf(HALF)));
    RunningJob job = line.start(cluster, progress, null);
    progress.await(HALF);

    String savepoint = job.stopWithSavepoint(SmallLine.PATIENCE);

    EncoderSnapshot exported = export(savepoint, folder.resolve("exported.safetensors"));
    assertThat(exported.metadata().step()).isEqualTo(HALF);
    assertThat(exported.digest()).isEqualTo(line.newest().digest());
  }

  private static EncoderSnapshot export(String checkpoint, Path file) throws IOException {
    assertThat(Hsicflow.execute("export", "--checkpoint", checkpoint, "--out", file.toString()))
        .isZero();
    return SnapshotFile.at(file.toString()).read();
  }

  @Test
  void rotationOrderGivesTheSameWeightsForTwoPartitionsAfterAFailure() throws Exception {
    Topic images = Topic.create(broker, "rotated", 2);
    images.send(0, PICTURES, TestPictures::png);
    Map<String, String> rotation =
        Map.of(
            "sequence.order", "rotation",
            "execution.checkpointing.interval", "200 ms",
            "job.source-tasks", "2");
    SmallLine calm = line(images, "calm", rotation);
    calm.run(cluster);
    SmallLine failing = line(images, "rotated-failing", rotation);
    WatchedProgress progress = new WatchedProgress();
    progress.failAt(6);

    failing.start(cluster, progress, null).awaitTermination(SmallLine.PATIENCE);

    assertThat(progress.steps()).hasSizeGreaterThan(STEPS).endsWith(9L, 10L);
    assertThat(failing.newest().digest()).isEqualTo(calm.newest().digest());
    // Dealt out in turn, the two partitions give back the one order that they were dealt from.
    assertThat(failing.newest().digest()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "fifo, decoded, hashmap",
    "reservoir, decoded, hashmap",
    "min-redundancy, decoded, hashmap",
    "repeat, decoded, hashmap",
    "reservoir, encoded, rocksdb",
    "min-redundancy, decoded, rocksdb"
  })
  void replayGivesTheSamePlacesAndWeightsAfterAFailureHoweverImagesAreHeld(
      String policy, String held, String backend) throws Exception {
    String name = String.join("-", policy, held, backend);
    Topic images = Topic.create(broker, "replayed-" + name, 2);
    images.send(0, PICTURES, TestPictures::png);
    Map<String, String> replay = new HashMap<>();
    replay.put("sequence.order", "rotation");
    replay.put("execution.checkpointing.interval", "200 ms");
    replay.put("job.source-tasks", "2");
    replay.put("replay.policy", policy);
    replay.put("replay.places", "2");
    replay.put("replay.images", "24");
    Path calmly = folder.resolve("calm-" + name + ".csv");
    replay.put("job.sequence-csv", calmly.toString());
    SmallLine calm = line(images, "calm-" + name, replay);
    calm.run(cluster);
    Path failed = folder.resolve("failing-" + name + ".csv");
    replay.put("job.sequence-csv", failed.toString());
    replay.put("replay.held", held);
    replay.put("state.backend.type", backend);
    SmallLine failing = line(images, "failing-" + name, replay);
    WatchedProgress progress = new WatchedProgress();
    progress.failAt(STEPS);

    failing.start(cluster, progress, null).awaitTermination(SmallLine.PATIENCE);

    List<String> places = Files.readAllLines(calmly);
    // What was given again after the failure went to the same images.
    assertThat(new LinkedHashSet<>(Files.readAllLines(failed)))
        .containsExactlyInAnyOrderElementsOf(places);
    assertThat(places).hasSizeGreaterThan(1 + PICTURES + PICTURES / 2);
    assertThat(places.stream().skip(1).map(place -> place.substring(place.indexOf(','))).distinct())
        .hasSize(PICTURES);
    assertThat(calm.newest().step()).isGreaterThan(STEPS + STEPS / 2);
    assertThat(failing.newest().digest()).isEqualTo(calm.newest().digest());
  }

  private SmallLine line(Topic images, String name, Map<String, String> more) {
    return new SmallLine(broker, images, folder, name, with(more, "job.roles", "train"));
  }

  private static Map<String, String> stopAt(Topic images) {
    return Map.of(
        "images.stop", "offsets", "images.stop-offsets", images.name() + ":0:" + PICTURES);
  }

  private static Map<String, String> with(Map<String, String> some, String key, String value) {
    Map<String, String> all = new HashMap<>(some);
    all.put(key, value);
    return all;
  }
}
