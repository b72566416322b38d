package io.hsicflow.tests.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.broker.EmbeddedBroker;
import io.hsicflow.pipeline.run.LocalCluster;
import io.hsicflow.pipeline.run.RunningJob;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Jobs whose images come slower or faster than they are trained on, by the load that Flink
 * measures.
 */
class RatesITCase {
  private static final int TRICKLE = 20;

  /** A share by which some of the images that are still to come are left out for certain. */
  private static final double THINNED = 0.99;

  @TempDir private static Path folder;
  private static EmbeddedBroker broker;
  private static LocalCluster cluster;

  @BeforeAll
  static void startBrokerAndCluster() throws Exception {
    broker = EmbeddedBroker.start();
    Topic.create(broker, "dead-letters", 1);
    Topic.create(broker, "snapshots", 1);
    Map<String, String> more = new HashMap<>(SeenMetrics.settings());
    // Small buffers are soon full.
    more.put("taskmanager.memory.segment-size", "4 kb");
    SmallLine any = new SmallLine(broker, Topic.of(broker, "any", 1), folder, "any", more);
    cluster = LocalCluster.start(any.settings(), LocalCluster.ANY_PORT);
  }

  @AfterAll
  static void stopBrokerAndCluster() throws Exception {
    if (cluster != null) {
      cluster.close();
    }
    if (broker != null) {
      broker.close();
    }
  }

  @Test
  void aStepThatATrickleDoesNotFillIsTrainedAllTheSame() throws Exception {
    Map<String, String> more = endless();
    more.put("replay.top-up-after", "300 ms");

    trains("topped-up", more, TRICKLE / SmallLine.BATCH + 1);
    assertThat(SeenMetrics.count("sequencer.replayToppedUp"))
        .isEqualTo(SmallLine.BATCH - TRICKLE % SmallLine.BATCH);
  }

  @Test
  void aTrainerThatWouldWaitIsGivenHeldImagesUpToTheLimit() throws Exception {
    Map<String, String> more = endless();
    more.put("replay.max-places", "4");

    trains("risen", more, 4 * TRICKLE / SmallLine.BATCH);
    assertThat(SeenMetrics.count("sequencer.replayExtra")).isEqualTo(3 * TRICKLE);
  }

  @Test
  void imagesThatATrainerDoesNotTakeAreLeftOutAndCounted() throws Exception {
    int pictures = 60 * SmallLine.BATCH;
    Topic images = Topic.create(broker, "flood", 1);
    images.send(0, pictures, TestPictures::png);
    Map<String, String> more = new HashMap<>();
    more.put("job.roles", "train");
    more.put("sequence.min-share", "0.1");
    WatchedProgress progress = new WatchedProgress();
    progress.holdAt(1);
    RunningJob job =
        new SmallLine(broker, images, folder, "flood", more).start(cluster, progress, null);
    progress.await(1);
    awaitThinning();
    progress.release();
    assertThat(job.awaitTermination(SmallLine.PATIENCE)).isTrue();

    long leftOut = SeenMetrics.count("sequencer.thinnedImages");
    assertThat(leftOut).isPositive();
    assertThat(SeenMetrics.count("sequencer.examples")).isEqualTo(pictures - leftOut);
  }

  private static Map<String, String> endless() {
    Map<String, String> more = new HashMap<>();
    more.put("job.roles", "train");
    more.put("images.stop", "never");
    more.put("replay.policy", "reservoir");
    more.put("replay.places", "1");
    return more;
  }

  /** Sends a few images and sees so many steps, and no more, being trained. */
  private static void trains(String name, Map<String, String> more, long steps) throws Exception {
    WatchedProgress progress = new WatchedProgress();
    Topic images = Topic.create(broker, name, 1);
    RunningJob job =
        new SmallLine(broker, images, folder, name, more).start(cluster, progress, null);
    images.send(0, TRICKLE, TestPictures::png);
    progress.await(steps);
    job.stopWithSavepoint(SmallLine.PATIENCE);
    assertThat(progress.steps())
        .containsExactlyElementsOf(LongStream.rangeClosed(1, steps).boxed().toList());
  }

  private static void awaitThinning() {
    long deadline = System.nanoTime() + SmallLine.PATIENCE.toNanos();
    while (!(SeenMetrics.value("sequencer.freshShare") instanceof Double share
        && share < THINNED)) {
      assertThat(System.nanoTime()).as("nothing is thinned").isLessThan(deadline);
      LockSupport.parkNanos(50_000_000);
    }
  }
}
