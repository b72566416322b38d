package io.hsicflow.tests.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.broker.EmbeddedBroker;
import io.hsicflow.pipeline.cli.Hsicflow;
import io.hsicflow.pipeline.job.KafkaEnds;
import io.hsicflow.pipeline.run.LocalCluster;
import io.hsicflow.pipeline.run.RunningJob;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job whose learner is changed by the command while it runs. */
class ControlITCase {
  private static final int STEPS = 400;
  private static final int BEFORE = 5;
  private static final long DECAY = 3;

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
  void aFinalDecayThatIsAskedForEndsTheTrainingAndAResumeTrainsNoMore() throws Exception {
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
      assertThat(askForTheEnd()).isZero();
      images.send(BEFORE * SmallLine.BATCH, STEPS * SmallLine.BATCH, TestPictures::png);
      snapshots.recordsUntil("the last snapshot", records -> !records.isEmpty());
      last = line.newest().step();
      savepoint = job.stopWithSavepoint(SmallLine.PATIENCE);
    }
    assertThat(last).isBetween(BEFORE + DECAY, STEPS - 1L);
    assertThat(progress.steps()).containsExactlyElementsOf(steps(last));

    WatchedProgress resumed = new WatchedProgress();
    try (LocalCluster cluster = LocalCluster.start(line.settings(), LocalCluster.ANY_PORT)) {
      RunningJob job = line.start(cluster, resumed, savepoint);
      images.send(0, SmallLine.BATCH, TestPictures::png);
      job.stopWithSavepoint(SmallLine.PATIENCE);
    }
    assertThat(resumed.steps()).isEmpty();
  }

  @Test
  void aRunThatEndsByItselfCannotWaitForChanges() {
    SmallLine line = line(Map.of("images.stop", "latest"));
    assertThatThrownBy(() -> KafkaEnds.sources(line.settings()))
        .hasMessageContaining("control.topic is control")
        .hasMessageContaining("images.stop");
  }

  private int askForTheEnd() {
    return Hsicflow.execute(
        "control",
        "final-decay",
        "--steps",
        String.valueOf(DECAY),
        "--reason",
        "the test ends",
        "-Dkafka.bootstrap.servers=" + broker.bootstrapServers(),
        "-Dcontrol.topic=" + control.name());
  }

  private static List<Long> steps(long last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }

  private SmallLine line(Map<String, String> more) {
    Map<String, String> all = new HashMap<>();
    all.put("job.roles", "train");
    all.put("images.stop", "never");
    all.put("control.topic", control.name());
    all.put("learner.steps", "100000");
    all.put("snapshot.every-steps", "100000");
    all.put("execution.checkpointing.interval", "100 ms");
    all.putAll(more);
    return new SmallLine(broker, images, folder, "controlled", all);
  }
}
