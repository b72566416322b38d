package io.hsicflow.pipeline.bench;

import io.hsicflow.operators.clock.SystemClock;
import io.hsicflow.operators.replay.ReplayOptions;
import io.hsicflow.operators.sequencer.Sequencer;
import io.hsicflow.operators.trainer.LearnerOptions;
import io.hsicflow.pipeline.job.FlinkSettings;
import io.hsicflow.pipeline.job.JobOptions;
import io.hsicflow.pipeline.run.LocalCluster;
import io.hsicflow.pipeline.run.RunningJob;
import io.hsicflow.pipeline.run.TaskCheckpoint;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.util.FileUtils;

/**
 * Fills the buffer of replay in a job of this process, lets it run on with draws from the full
 * buffer, takes two checkpoints of it, and starts it again from the second. The job is the
 * sequencer on a stream of ready images, with its examples sent to another task as the augmenter
 * gets them.
 */
public final class ReplayBenchmark {
  private static final int TENTHS = 10;

  /** Flink's option of the RocksDB backend, whose classes are there at run time only. */
  private static final String ROCKSDB_FOLDER = "state.backend.rocksdb.localdir";

  private final ReplayWork work;
  private final Configuration conf;
  private final File buffer;

  private ReplayBenchmark(ReplayWork work, Path place) {
    this.work = work;
    buffer = place.resolve("buffer").toFile();
    Configuration given = new Configuration(work.options());
    given.set(JobOptions.NAME, "bench");
    given.set(JobOptions.FOLDER, place.resolve("state").toString());
    given.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    given.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofDays(365));
    given.set(ReplayOptions.IMAGES, work.images());
    // Files of small images are larger than their pixels: images alone bound the buffer.
    given.set(ReplayOptions.MAX_BYTES, MemorySize.MAX_VALUE);
    // The buffer is filled first, and drawn from when it is full.
    given.set(ReplayOptions.MIN_IMAGES, work.images());
    given.setString(ROCKSDB_FOLDER, buffer.toString());
    conf = FlinkSettings.complete(given);
  }

  /**
   * One checkpoint.
   *
   * @param millis from its trigger to its end
   * @param task the sequencer's part
   */
  record Taken(double millis, TaskCheckpoint task, String path) {}

  /**
   * Measures.
   *
   * @param filled is told now and then how many images are held
   * @throws IllegalArgumentException with a sentence, where an option is out of its range
   */
  public static ReplayTimes run(ReplayWork work, LongConsumer filled) throws Exception {
    Path place =
        work.folder() == null
            ? Files.createTempDirectory("hsicflow-bench")
            : Files.createTempDirectory(work.folder(), "hsicflow-bench");
    try {
      return new ReplayBenchmark(work, place).measured(filled);
    } finally {
      FileUtils.deleteDirectory(place.toFile());
    }
  }

  private ReplayTimes measured(LongConsumer filled) throws Exception {
    try (LocalCluster cluster = LocalCluster.start(conf, LocalCluster.ANY_PORT);
        PlaceWatch watch = new PlaceWatch();
        PlaceWatch restored = new PlaceWatch()) {
      RunningJob job = cluster.submit(graph(watch, null));
      PlaceWatch.Count begun = watch.awaitFresh(1, job);
      PlaceWatch.Count full = begun;
      for (int tenth = 1; tenth <= TENTHS; tenth++) {
        full = watch.awaitFresh((long) work.images() * tenth / TENTHS, job);
        filled.accept(Math.min(full.fresh(), work.images()));
      }
      Taken first = checkpoint(cluster, job.id());
      PlaceWatch.Count from = watch.now();
      PlaceWatch.Count to = watch.awaitFresh(from.fresh() + work.more(), job);
      Taken second = checkpoint(cluster, job.id());
      long disk = size(buffer);
      long heap = usedHeap();
      job.cancel();
      long start = System.nanoTime();
      RunningJob again = cluster.submit(graph(restored, second.path()));
      double restoreSeconds = (restored.awaitFresh(1, again).nanos() - start) / 1e9;
      again.cancel();
      return new ReplayTimes(
          work,
          conf.get(StateBackendOptions.STATE_BACKEND),
          conf.get(ReplayOptions.POLICY),
          conf.get(ReplayOptions.HELD),
          conf.get(ReplayOptions.PLACES),
          new ReplayTimes.Filling(begun, full),
          new ReplayTimes.Filling(from, to),
          List.of(first, second),
          restoreSeconds,
          disk,
          heap,
          PeakMemory.megabytes());
    }
  }

  private StreamGraph graph(PlaceWatch watch, String from) {
    StreamExecutionEnvironment env = new StreamExecutionEnvironment(conf);
    Sequencer.sequence(
            ReadyImages.stream(env, work.size(), work.images(), ReplayOptions.wantsFiles(conf)),
            conf,
            List.of(),
            conf.get(LearnerOptions.BATCH),
            ReplayOptions.policy(conf, conf.get(LearnerOptions.SEED)),
            Optional.empty(),
            new SystemClock())
        .rebalance()
        .sinkTo(watch)
        .name("places")
        .uid("places")
        .setParallelism(1);
    StreamGraph graph = env.getStreamGraph();
    if (from != null) {
      graph.setSavepointRestoreSettings(SavepointRestoreSettings.forPath(from));
    }
    return graph;
  }

  private static Taken checkpoint(LocalCluster cluster, JobID job) throws Exception {
    long start = System.nanoTime();
    String path = cluster.triggerCheckpoint(job);
    double millis = (System.nanoTime() - start) / 1e6;
    List<TaskCheckpoint> all = cluster.taskCheckpoints(job, Sequencer.NAME);
    return new Taken(millis, all.get(all.size() - 1), path);
  }

  /** What is reachable; asked for twice, since the first collection may only begin to look. */
  private static long usedHeap() {
    System.gc();
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /** Bytes of all files below {@code file}, which may come and go meanwhile. */
  private static long size(File file) {
    File[] inside = file.listFiles();
    if (inside == null) {
      return file.length();
    }
    long bytes = 0;
    for (File one : inside) {
      bytes += size(one);
    }
    return bytes;
  }
}
