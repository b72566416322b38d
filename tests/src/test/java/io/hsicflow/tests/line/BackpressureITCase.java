package io.hsicflow.tests.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.broker.EmbeddedBroker;
import io.hsicflow.pipeline.run.LocalCluster;
import io.hsicflow.pipeline.run.RunningJob;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trainer that stands still holds the source back, and nothing is lost. */
class BackpressureITCase {
  private static final int STEPS = 400;
  private static final int PICTURES = STEPS * SmallLine.BATCH;

  /** Gate, network buffers and trainer hold about a third of that; the rest must stay in Kafka. */
  private static final int MOST_UNDER_WAY = PICTURES / 2;

  private static final String ACCEPTED = "train_gate_split.gate.accepted";
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final int QUIET_LOOKS = 20;

  @TempDir private Path folder;

  @Test
  void aTrainerThatStandsStillHoldsTheSourceBackAndEveryImageIsTrainedOnLater() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start()) {
      Topic images = Topic.create(broker, "images", 1);
      Topic.create(broker, "dead-letters", 1);
      Topic.create(broker, "snapshots", 1);
      images.send(0, PICTURES, TestPictures::png);
      Map<String, String> more = new HashMap<>(SeenMetrics.settings());
      more.put("job.roles", "train");
      more.put("learner.steps", String.valueOf(STEPS));
      more.put("snapshot.every-steps", String.valueOf(STEPS));
      SmallLine line = new SmallLine(broker, images, folder, "slow", more);
      WatchedProgress progress = new WatchedProgress();
      progress.holdAt(1);
      try (LocalCluster cluster = LocalCluster.start(line.settings(), LocalCluster.ANY_PORT)) {
        RunningJob job = line.start(cluster, progress, null);
        progress.await(1);

        assertThat(acceptedOnceQuiet()).isBetween((long) SmallLine.BATCH, (long) MOST_UNDER_WAY);

        progress.release();
        assertThat(job.awaitTermination(SmallLine.PATIENCE)).isTrue();
      }
      assertThat(progress.steps())
          .containsExactlyElementsOf(LongStream.rangeClosed(1, STEPS).boxed().toList());
      assertThat(SeenMetrics.count(ACCEPTED)).isEqualTo(PICTURES);
    }
  }

  /** How many images the gate has let in when it lets in no more. */
  private static long acceptedOnceQuiet() {
    long deadline = System.nanoTime() + SmallLine.PATIENCE.toNanos();
    long last = -1;
    for (int quiet = 0; quiet < QUIET_LOOKS; quiet++) {
      long now = SeenMetrics.count(ACCEPTED);
      if (now != last) {
        quiet = 0;
        last = now;
      }
      assertThat(System.nanoTime()).as("the gate goes on and on").isLessThan(deadline);
      LockSupport.parkNanos(LOOK.toNanos());
    }
    return last;
  }
}
