package io.hsicflow.pipeline.job;

import io.hsicflow.operators.clock.Clock;
import io.hsicflow.operators.clock.SystemClock;
import io.hsicflow.pipeline.UserException;
import io.hsicflow.pipeline.config.ConfigArguments;
import io.hsicflow.pipeline.config.SecretMask;
import io.hsicflow.schemas.record.RawRecord;
import io.hsicflow.schemas.record.Views;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.util.ParameterTool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/**
 * The job of docs/architecture.md section 1, as {@code flink run} starts it and as this process
 * runs it:
 *
 * <pre>
 * train:  images -> gate -> sequencer -> augmenter -> trainer -> snapshots topic, progress
 *                    +-> dead letters
 * embed:  images -> gate -> embedder -> embeddings
 *                    +-> dead letters
 * evaluate:                 evaluator -> evaluations
 * </pre>
 */
public final class HsicflowJob {
  private static final Logger LOG = LoggerFactory.getLogger(HsicflowJob.class);

  private HsicflowJob() {}

  /** Runs the job where Flink says: {@code flink run job.jar --config FILE -Dkey=value}. */
  public static void main(String[] arguments) throws Exception {
    ConfigArguments settings = new ConfigArguments();
    new CommandLine(settings).parseArgs(arguments);
    runJob(FlinkSettings.complete(settings.load()));
  }

  /** Runs the job with completed settings where Flink says. */
  public static void runJob(Configuration settings) throws Exception {
    PrometheusReporting.notOnACluster(settings).ifPresent(LOG::warn);
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(settings);
    define(env, settings);
    env.execute(settings.get(JobOptions.NAME));
  }

  /** The job between Kafka topics, with completed settings, ready to be submitted. */
  public static StreamGraph graph(Configuration settings) {
    StreamExecutionEnvironment env = new StreamExecutionEnvironment(settings);
    define(env, settings);
    return env.getStreamGraph();
  }

  /** Adds the job between Kafka topics to {@code env}. */
  public static void define(StreamExecutionEnvironment env, Configuration settings) {
    defineWorkflow(env, settings, KafkaEnds.sources(settings), KafkaEnds.sinks(settings));
  }

  /**
   * Adds the graph to {@code env}; touches nothing else.
   *
   * @throws UserException if no role is set
   * @throws IllegalArgumentException with a sentence where settings do not fit together
   */
  public static void defineWorkflow(
      StreamExecutionEnvironment env, Configuration settings, JobSources sources, JobSinks sinks) {
    List<Role> roles = settings.get(JobOptions.ROLES);
    if (roles.isEmpty()) {
      throw new UserException(
          "job.roles is empty; set it to train, embed or evaluate, or to several of them.");
    }
    // What the dashboard shows as the job's configuration.
    env.getConfig().setGlobalJobParameters(ParameterTool.fromMap(SecretMask.show(settings)));
    JobSlotOptions.register(env, settings);
    Clock clock = new SystemClock();
    // Names this training, wherever its parts run: they meet in the snapshot folder only.
    String run =
        roles.contains(Role.TRAIN) && roles.contains(Role.EVALUATE)
            ? UUID.randomUUID().toString()
            : null;
    if (roles.contains(Role.TRAIN)) {
      TrainRole.define(env, settings, sources, sinks, run, clock);
    }
    if (roles.contains(Role.EMBED)) {
      EmbedRole.define(env, settings, sources, sinks, clock);
    }
    if (roles.contains(Role.EVALUATE)) {
      EvaluateRole.define(env, settings, sources, sinks, run, clock);
    }
  }

  /**
   * Adds what stands behind the augmenter of the role train: trainer, snapshots and progress, fed
   * with {@code views} that are made elsewhere.
   *
   * @param sinks those of snapshots and progress; the others may be null
   */
  public static void defineTraining(
      DataStream<Views> views, Configuration settings, JobSinks sinks) {
    TrainRole.train(views, settings, sinks, null, new SystemClock());
  }

  /**
   * The same with the role evaluate beside it, which judges the snapshots by {@code probe.folder};
   * without drift, since there is no stream of images.
   *
   * @param sinks those of snapshots, evaluations and progress; the others may be null
   */
  public static void defineEvaluatedTraining(
      DataStream<Views> views, Configuration settings, JobSinks sinks) {
    String run = UUID.randomUUID().toString();
    Clock clock = new SystemClock();
    TrainRole.train(views, settings, sinks, run, clock);
    EvaluateRole.define(
        views.getExecutionEnvironment(),
        settings,
        new JobSources(null, null, SetProbe.of(settings), null, null, null, List.of()),
        sinks,
        run,
        clock);
  }

  /**
   * Adds what stands behind the source of the role train: gate, sequencer in arrival order,
   * augmenter, trainer, snapshots and progress, fed with {@code records} that come from elsewhere.
   *
   * @param sinks those of dead letters of the role, snapshots and progress; the others may be null
   */
  public static void defineTrainingFromRecords(
      DataStream<RawRecord> records, Configuration settings, JobSinks sinks) {
    TrainRole.fromRecords(
        records, settings, Optional.empty(), List.of(), sinks, null, new SystemClock());
  }
}
