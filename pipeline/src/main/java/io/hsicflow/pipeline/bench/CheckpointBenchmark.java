package io.hsicflow.pipeline.bench;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.operators.trainer.Trainer;
import io.hsicflow.pipeline.job.HsicflowJob;
import io.hsicflow.pipeline.job.JobSinks;
import io.hsicflow.pipeline.run.LocalCluster;
import io.hsicflow.pipeline.run.RunningJob;
import io.hsicflow.pipeline.run.TaskCheckpoint;
import io.hsicflow.schemas.record.Views;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.FileUtils;

/**
 * Takes checkpoints of the job, one after each timed step, to the local file system, and tells how
 * long each keeps the trainer's thread, how long its write goes on in the background, and how much
 * memory copies of the state take. The job is that of {@link ReadyJob} on ready-made views.
 */
public final class CheckpointBenchmark {
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final long ENDLESS = Long.MAX_VALUE / 2;
  private static final String STAGING = "learner.stagingBytes";

  private CheckpointBenchmark() {}

  /**
   * Runs the job until all checkpoints are taken.
   *
   * @param settings what a step is, and after how many steps of warm-up how many checkpoints are
   *     taken
   * @param options the same learner as options of the job
   * @param folder where checkpoints are written in a folder of their own; null for the folder of
   *     temporary files
   * @throws IllegalArgumentException with a sentence, where there is no such backend
   */
  public static CheckpointTimes run(StepSettings settings, Configuration options, Path folder)
      throws Exception {
    String backend;
    try (Backend opened = settings.measuring().open()) {
      backend = opened.name();
    }
    Path place =
        folder == null
            ? Files.createTempDirectory("hsicflow-bench")
            : Files.createTempDirectory(folder, "hsicflow-bench");
    try {
      Configuration conf = ReadyJob.localTraining(options, backend, place);
      conf.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofDays(365));
      conf.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, 1);
      conf.set(WebOptions.CHECKPOINTS_HISTORY_SIZE, settings.measuring().steps());
      conf.set(MetricOptions.METRIC_FETCHER_UPDATE_INTERVAL, Duration.ofMillis(100));
      return measured(settings, conf, backend);
    } finally {
      FileUtils.deleteDirectory(place.toFile());
    }
  }

  private static CheckpointTimes measured(StepSettings settings, Configuration conf, String backend)
      throws Exception {
    PauseWatch watch = new PauseWatch();
    try (LocalCluster cluster = LocalCluster.start(conf, LocalCluster.ANY_PORT)) {
      StreamExecutionEnvironment env = new StreamExecutionEnvironment(conf);
      HsicflowJob.defineTraining(
          views(env, conf, watch, settings.learner().batch()),
          conf,
          new JobSinks(null, null, new DiscardingSink<>(), null, null, watch));
      RunningJob job = cluster.submit(env.getStreamGraph());
      watch.awaitSteps(settings.measuring().warmup(), PATIENCE);
      for (int i = 0; i < settings.measuring().steps(); i++) {
        watch.awaitSteps(watch.steps() + 1, PATIENCE);
        cluster.triggerCheckpoint(job.id());
      }
      watch.awaitSteps(watch.steps() + 1, PATIENCE);
      List<TaskCheckpoint> checkpoints = cluster.taskCheckpoints(job.id(), Trainer.NAME);
      long staged =
          (long) new DashboardMetric(cluster, job.id(), Trainer.NAME, STAGING).read(PATIENCE);
      job.cancel();
      return new CheckpointTimes(settings, backend, watch.pauses(), checkpoints, staged);
    } finally {
      watch.close();
    }
  }

  private static DataStream<Views> views(
      StreamExecutionEnvironment env, Configuration conf, PauseWatch watch, int batch) {
    return ReadyViews.of(
        env.fromSequence(0, ENDLESS)
            .name("numbers")
            .uid("numbers")
            .setParallelism(1)
            .map(new PacedNumbers(watch, batch), Types.LONG)
            .name("paced numbers")
            .uid("paced-numbers")
            .setParallelism(1),
        conf);
  }
}
