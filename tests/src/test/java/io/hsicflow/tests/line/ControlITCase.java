package io.hsicflow.tests.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hsicflow.broker.EmbeddedBroker;
import io.hsicflow.pipeline.cli.Hsicflow;
import io.hsicflow.pipeline.job.KafkaEnds;
import io.hsicflow.pipeline.run.LocalCluster;
import io.hsicflow.pipeline.run.RunningJob;
import io.hsicflow.schemas.record.TrainingProgress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job whose learner is changed by the command while it runs. */
class ControlITCase {
  private static final int STEPS = 400;
  private static final int BEFORE = 5;
  private static final long DECAY = 100;

  /** Behind a checkpoint that is taken while the sequencer waits for images. */
  private static final long FIRST_STEP = BEFORE + 8;

  private static final Duration LOOK = Duration.ofMillis(50);

  @TempDir private Path folder;
  private EmbeddedBroker broker;
  private Topic images;
  private Topic snapshots;
  private Topic control;

  @BeforeEach
  void startTheBroker() {
    broker = EmbeddedBroker.start();
    images = Topic.create(broker, "images", 1);
    Topic.create(broker, "dead-letters", 1);
    snapshots = Topic.create(broker, "snapshots", 1);
    control = Topic.create(broker, "control", 1);
  }

  @AfterEach
  void stopTheBroker() {
    broker.close();
  }

  @Test
  void aFinalDecayThatIsAskedForEndsTheTrainingThroughAFailureAndAResumeTrainsNoMore()
      throws Exception {
    control.send(0, 1, number -> "from before the job".getBytes(StandardCharsets.UTF_8));
    images.send(0, BEFORE * SmallLine.BATCH, TestPictures::png);
    SmallLine line = line(Map.of());
    WatchedProgress progress = new WatchedProgress();
    String savepoint;
    long last;
    try (LocalCluster cluster = LocalCluster.start(line.settings(), LocalCluster.ANY_PORT)) {
      RunningJob job = line.start(cluster, progress, null);
      progress.await(BEFORE);
      control.send(1, 2, number -> "no change".getBytes(StandardCharsets.UTF_8));
      progress.failAt(FIRST_STEP + DECAY / 2);
      assertThat(ask("final-decay", "--steps", String.valueOf(DECAY), "--reason", "the test ends"))
          .isZero();
      awaitDecided(cluster, job, 1);
      images.send(BEFORE * SmallLine.BATCH, STEPS * SmallLine.BATCH, TestPictures::png);
      snapshots.recordsUntil("the last snapshot", records -> !records.isEmpty());
      last = line.newest().step();
      savepoint = job.stopWithSavepoint(SmallLine.PATIENCE);
    }
    assertThat(last).isEqualTo(FIRST_STEP + DECAY);
    Map<Long, TrainingProgress> made = madeAlike(progress);
    assertThat(made).containsOnlyKeys(steps(last));
    assertThat(made.get(last).learningRate())
        .isLessThan(made.get(FIRST_STEP).learningRate() / 1000);

    WatchedProgress resumed = new WatchedProgress();
    try (LocalCluster cluster = LocalCluster.start(line.settings(), LocalCluster.ANY_PORT)) {
      RunningJob job = line.start(cluster, resumed, savepoint);
      images.send(0, SmallLine.BATCH, TestPictures::png);
      job.stopWithSavepoint(SmallLine.PATIENCE);
    }
    assertThat(resumed.steps()).isEmpty();

    Map<String, String> without = settings(Map.of());
    without.remove("control.topic");
    SmallLine uncontrolled = new SmallLine(broker, images, folder, "controlled", without);
    try (LocalCluster cluster = LocalCluster.start(line.settings(), LocalCluster.ANY_PORT)) {
      String written = savepoint;
      assertThatThrownBy(
              () -> {
                RunningJob job = uncontrolled.start(cluster, resumed, written);
                job.awaitTermination(SmallLine.PATIENCE);
              })
          .hasStackTraceContaining("is not available in the new program");
    }
  }

  @Test
  void rateMomentumAndSnapshotAreChangedOneAStepAndAReplayAfterAFailureGoesByTheSame()
      throws Exception {
    long length = 40;
    long last = FIRST_STEP + 2 * length;
    images.send(0, BEFORE * SmallLine.BATCH, TestPictures::png);
    SmallLine line = line(Map.of("learner.peak-rate", "0.8", "learner.warmup-steps", "0"));
    WatchedProgress progress = new WatchedProgress();
    try (LocalCluster cluster = LocalCluster.start(line.settings(), LocalCluster.ANY_PORT)) {
      RunningJob job = line.start(cluster, progress, null);
      progress.await(BEFORE);
      progress.failAt(FIRST_STEP + length / 2);
      assertThat(ask("peak-rate", "--value", "0.4", "--steps", String.valueOf(length))).isZero();
      assertThat(ask("tau", "--value", "0.5")).isZero();
      assertThat(ask("snapshot")).isZero();
      awaitDecided(cluster, job, 3);
      images.send(BEFORE * SmallLine.BATCH, (int) last * SmallLine.BATCH, TestPictures::png);
      snapshots.recordsUntil("the snapshot", records -> !records.isEmpty());
      progress.await(last);
      job.cancel();
    }
    assertThat(line.newest().step()).as("behind the two others").isEqualTo(FIRST_STEP + 3);
    Map<Long, TrainingProgress> made = madeAlike(progress);
    // Reports count steps from 1, and the schedule's cosine is flat at the start of a long run.
    Offset<Double> near = within(1e-5);
    assertThat(made.get(FIRST_STEP).learningRate()).isCloseTo(0.8, near);
    assertThat(made.get(FIRST_STEP + length / 4).learningRate()).isCloseTo(0.7, near);
    assertThat(made.get(FIRST_STEP + length).learningRate()).isCloseTo(0.4, near);
    assertThat(made.get(last).learningRate()).isCloseTo(0.4, near);
    assertThat(made.get(FIRST_STEP + 1).tau()).isCloseTo(0.99, near);
    assertThat(made.get(FIRST_STEP + 2).tau()).isCloseTo(0.5, near);
    assertThat(made.get(last).tau()).isCloseTo(0.5, near);
  }

  @Test
  void aRunThatEndsByItselfCannotWaitForChanges() {
    SmallLine line = line(Map.of("images.stop", "latest"));
    assertThatThrownBy(() -> KafkaEnds.sources(line.settings()))
        .hasMessageContaining("control.topic is control")
        .hasMessageContaining("images.stop");
  }

  /**
   * Waits until the sequencer knows that a checkpoint holds the steps of the changes: word of the
   * first checkpoint reaches it before the barrier of the second.
   */
  private static void awaitDecided(LocalCluster cluster, RunningJob job, int changes)
      throws Exception {
    long deadline = System.nanoTime() + SmallLine.PATIENCE.toNanos();
    while (!Integer.valueOf(changes).equals(SeenMetrics.value("sequencer.pendingChanges"))) {
      assertThat(System.nanoTime()).as("the change does not come").isLessThan(deadline);
      LockSupport.parkNanos(LOOK.toNanos());
    }
    cluster.triggerCheckpoint(job.id());
    cluster.triggerCheckpoint(job.id());
  }

  /** Each step's report, once it was seen that those made again went by the same numbers. */
  private static Map<Long, TrainingProgress> madeAlike(WatchedProgress progress) {
    Map<Long, TrainingProgress> made = new HashMap<>();
    for (TrainingProgress report : progress.reports()) {
      TrainingProgress before = made.getOrDefault(report.step(), report);
      assertThat(List.of(report.learningRate(), report.tau()))
          .as("step %d, made again", report.step())
          .isEqualTo(List.of(before.learningRate(), before.tau()));
      made.put(report.step(), report);
    }
    assertThat(progress.reports())
        .as("a failure lets some be made again")
        .hasSizeGreaterThan(made.size());
    return made;
  }

  private int ask(String... change) {
    List<String> arguments = new ArrayList<>(List.of("control"));
    arguments.addAll(List.of(change));
    arguments.add("-Dkafka.bootstrap.servers=" + broker.bootstrapServers());
    arguments.add("-Dcontrol.topic=" + control.name());
    return Hsicflow.execute(arguments.toArray(String[]::new));
  }

  private static List<Long> steps(long last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }

  private SmallLine line(Map<String, String> more) {
    return new SmallLine(broker, images, folder, "controlled", settings(more));
  }

  private Map<String, String> settings(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(SeenMetrics.settings());
    all.put("job.roles", "train");
    all.put("images.stop", "never");
    all.put("control.topic", control.name());
    all.put("learner.steps", "100000");
    all.put("snapshot.every-steps", "100000");
    all.put("execution.checkpointing.interval", "200 ms");
    all.putAll(more);
    return all;
  }
}
