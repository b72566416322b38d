package io.hsicflow.tests.line;

import io.hsicflow.broker.EmbeddedBroker;
import io.hsicflow.operators.snapshot.SnapshotOptions;
import io.hsicflow.operators.snapshot.SnapshotPointer;
import io.hsicflow.operators.snapshot.SnapshotStore;
import io.hsicflow.pipeline.config.AllOptions;
import io.hsicflow.pipeline.config.ConfigCheck;
import io.hsicflow.pipeline.job.FlinkSettings;
import io.hsicflow.pipeline.job.HsicflowJob;
import io.hsicflow.pipeline.job.JobSinks;
import io.hsicflow.pipeline.job.KafkaEnds;
import io.hsicflow.pipeline.run.LocalCluster;
import io.hsicflow.pipeline.run.RunningJob;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/** A job with a network small enough for tests, with its settings and its folder. */
final class SmallLine {
  static final Duration PATIENCE = Duration.ofSeconds(90);
  static final int BATCH = 8;

  private final Configuration settings;

  /**
   * The job {@code name} over {@code images} in {@code folder}, with more settings over the test's.
   */
  SmallLine(
      EmbeddedBroker broker, Topic images, Path folder, String name, Map<String, String> more) {
    Map<String, String> all = new HashMap<>();
    all.put("job.name", name);
    all.put("job.folder", folder.resolve(name).toString());
    all.put("kafka.bootstrap.servers", broker.bootstrapServers());
    all.put("images.topics", images.name());
    all.put("images.format", "file");
    all.put("images.stop", "latest");
    all.put("learner.depth", "18");
    all.put("learner.width", "8");
    all.put("learner.size", "16");
    all.put("learner.stem", "cifar");
    all.put("learner.hidden", "32");
    all.put("learner.output", "16");
    all.put("learner.batch", String.valueOf(BATCH));
    all.put("learner.steps", "20");
    all.put("learner.warmup-steps", "2");
    all.put("learner.threads", "1");
    all.put("loss.frequencies", "32");
    all.put("snapshot.every-steps", "5");
    all.put("embed.poll", "100 ms");
    all.put("execution.checkpointing.interval", "1 h");
    all.put("restart-strategy.type", "fixed-delay");
    all.put("restart-strategy.fixed-delay.attempts", "1");
    all.put("restart-strategy.fixed-delay.delay", "0 s");
    all.putAll(more);
    Configuration given = Configuration.fromMap(all);
    ConfigCheck.check(given, AllOptions.catalog(), Map.of());
    settings = FlinkSettings.complete(given);
  }

  /** Starts the job as its settings say. */
  RunningJob start(LocalCluster cluster) throws Exception {
    return cluster.submit(HsicflowJob.graph(settings));
  }

  /** Starts the job from a savepoint, null for none, and lets {@code progress} watch its steps. */
  RunningJob start(LocalCluster cluster, WatchedProgress progress, String savepoint)
      throws Exception {
    StreamExecutionEnvironment env = new StreamExecutionEnvironment(settings);
    JobSinks kafka = KafkaEnds.sinks(settings);
    JobSinks sinks =
        new JobSinks(
            kafka.trainDeadLetters(),
            kafka.embedDeadLetters(),
            kafka.snapshots(),
            kafka.embeddings(),
            kafka.evaluations(),
            progress);
    HsicflowJob.defineWorkflow(env, settings, KafkaEnds.sources(settings), sinks);
    StreamGraph graph = env.getStreamGraph();
    if (savepoint != null) {
      graph.setSavepointRestoreSettings(SavepointRestoreSettings.forPath(savepoint));
    }
    return cluster.submit(graph);
  }

  /** Runs the job to the end of its input. */
  void run(LocalCluster cluster) throws Exception {
    start(cluster).awaitTermination(PATIENCE);
  }

  SnapshotStore store() {
    return new SnapshotStore(settings.get(SnapshotOptions.FOLDER));
  }

  /** What the last snapshot is. */
  SnapshotPointer newest() throws IOException {
    return store()
        .newest()
        .orElseThrow(() -> new AssertionError("No snapshot in " + store().folder()));
  }

  Configuration settings() {
    return settings;
  }
}
