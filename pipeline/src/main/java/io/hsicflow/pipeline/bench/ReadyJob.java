package io.hsicflow.pipeline.bench;

import io.hsicflow.connectors.source.ImagesOptions;
import io.hsicflow.operators.snapshot.SnapshotOptions;
import io.hsicflow.operators.trainer.LearnerOptions;
import io.hsicflow.pipeline.UserException;
import io.hsicflow.pipeline.job.FlinkSettings;
import io.hsicflow.pipeline.job.HsicflowJob;
import io.hsicflow.pipeline.job.InputOptions;
import io.hsicflow.pipeline.job.JobOptions;
import io.hsicflow.pipeline.job.JobSinks;
import io.hsicflow.pipeline.job.ProgressCsv;
import io.hsicflow.pipeline.job.ProgressTail;
import io.hsicflow.pipeline.job.Role;
import io.hsicflow.pipeline.run.LocalCluster;
import io.hsicflow.pipeline.run.RunningJob;
import io.hsicflow.schemas.format.ImageRecordFormat;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.graph.StreamGraph;

/**
 * The job's role train from the augmenter's output or from image files on, in a local cluster of
 * its own. Everything is as {@code ./hsicflow run} has it by default, but for dead letters and
 * announcements of snapshots, which no broker takes, and a failure, after which it does not start
 * again.
 */
final class ReadyJob {
  private final PipelineSettings settings;
  private final Configuration conf;
  private final Path progress;

  /**
   * @param backend the name of the backend
   * @param folder an empty one, for state and progress
   */
  ReadyJob(PipelineSettings settings, String backend, Path folder) {
    this.settings = settings;
    progress = folder.resolve("progress.csv");
    conf = localTraining(settings.options(), backend, folder);
    conf.set(JobOptions.METRICS_CSV, progress.toString());
  }

  /**
   * The settings of a job of the role train in this process, without brokers.
   *
   * @param options those of the learner
   * @param backend the name of the backend
   * @param folder an empty one, for state
   */
  static Configuration localTraining(Configuration options, String backend, Path folder) {
    Configuration given = new Configuration(options);
    given.set(LearnerOptions.BACKEND, backend);
    given.set(InputOptions.FORMAT, ImageRecordFormat.FILE);
    given.set(JobOptions.NAME, "bench");
    given.set(JobOptions.ROLES, List.of(Role.TRAIN));
    given.set(JobOptions.FOLDER, folder.resolve("state").toString());
    given.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    return FlinkSettings.complete(given);
  }

  /**
   * What a run has shown.
   *
   * @param timed the timed steps, as the job reported them
   * @param steps their times
   * @param checkpoints how many were begun while these were taken
   */
  record Run(List<ProgressTail.Step> timed, TimedSteps steps, int checkpoints) {}

  /**
   * Runs the job until it has taken its steps.
   *
   * @throws IllegalStateException if it took other ones
   */
  Run run() throws Exception {
    try (LocalCluster cluster = LocalCluster.start(conf, LocalCluster.ANY_PORT)) {
      RunningJob job = cluster.submit(graph());
      if (!job.awaitTermination()) {
        throw new UserException(
            "The job of the benchmark was cancelled from elsewhere; start the benchmark again.");
      }
      List<ProgressTail.Step> all = new ProgressTail(progress).next();
      check(all);
      List<ProgressTail.Step> timed = all.subList(settings.step().measuring().warmup(), all.size());
      return new Run(timed, times(timed), during(timed, cluster.checkpointTimes(job.id())));
    }
  }

  /**
   * The same with an evaluator beside the training, which judges by the data set of that folder.
   */
  ReadyJob evaluatedBy(Path probe) {
    conf.set(JobOptions.ROLES, List.of(Role.TRAIN, Role.EVALUATE));
    conf.set(ImagesOptions.PROBE_FOLDER, probe.toString());
    return this;
  }

  /** Where its snapshots are. */
  String snapshots() {
    return conf.get(SnapshotOptions.FOLDER);
  }

  private StreamGraph graph() {
    StreamExecutionEnvironment env = new StreamExecutionEnvironment(conf);
    JobSinks sinks =
        new JobSinks(
            new DiscardingSink<>(),
            null,
            new DiscardingSink<>(),
            null,
            new DiscardingSink<>(),
            new ProgressCsv(progress.toString()));
    if (conf.get(JobOptions.ROLES).contains(Role.EVALUATE)) {
      HsicflowJob.defineEvaluatedTraining(
          ReadyViews.stream(env, conf, settings.allSteps()), conf, sinks);
    } else if (settings.augments()) {
      HsicflowJob.defineTrainingFromRecords(
          ReadyRecords.stream(env, conf, settings.pictures().files(), settings.allSteps()),
          conf,
          sinks);
    } else {
      HsicflowJob.defineTraining(ReadyViews.stream(env, conf, settings.allSteps()), conf, sinks);
    }
    return env.getStreamGraph();
  }

  private void check(List<ProgressTail.Step> steps) {
    long last = steps.isEmpty() ? 0 : steps.get(steps.size() - 1).step();
    if (steps.size() != settings.allSteps() || last != settings.allSteps()) {
      throw new IllegalStateException(
          "The job reported %d steps up to step %d in place of %d: its times cannot be told."
              .formatted(steps.size(), last, settings.allSteps()));
    }
  }

  private static TimedSteps times(List<ProgressTail.Step> steps) {
    return new TimedSteps(
        steps.stream().mapToDouble(step -> step.waitMillis() + step.stepMillis()).toArray(),
        steps.stream().mapToDouble(ProgressTail.Step::stepMillis).toArray(),
        steps.get(steps.size() - 1).loss());
  }

  private static int during(List<ProgressTail.Step> steps, List<Long> times) {
    ProgressTail.Step first = steps.get(0);
    double from = first.endMillis() - first.stepMillis() - first.waitMillis();
    long to = steps.get(steps.size() - 1).endMillis();
    return (int) times.stream().filter(time -> time >= from && time < to).count();
  }
}
