package io.hsicflow.pipeline.job;

import io.hsicflow.connectors.control.ControlSources;
import io.hsicflow.model.learner.LearnerSettings;
import io.hsicflow.operators.augmenter.Augmenter;
import io.hsicflow.operators.clock.Clock;
import io.hsicflow.operators.evaluator.Evaluator;
import io.hsicflow.operators.gate.Gate;
import io.hsicflow.operators.gate.GateStreams;
import io.hsicflow.operators.replay.ReplayOptions;
import io.hsicflow.operators.sequencer.PartitionSpan;
import io.hsicflow.operators.sequencer.Sequencer;
import io.hsicflow.operators.snapshot.SnapshotOptions;
import io.hsicflow.operators.trainer.LearnerOptions;
import io.hsicflow.operators.trainer.Trainer;
import io.hsicflow.pipeline.tensorboard.ProgressEvents;
import io.hsicflow.pipeline.tensorboard.ShownViews;
import io.hsicflow.pipeline.tensorboard.ViewEvents;
import io.hsicflow.schemas.record.Example;
import io.hsicflow.schemas.record.RawRecord;
import io.hsicflow.schemas.record.TrainingProgress;
import io.hsicflow.schemas.record.Views;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The role train: images, gate, sequencer, augmenter, trainer. */
final class TrainRole {
  static final String SOURCE_UID = "train-images";
  static final String CONTROL_UID = "control";
  static final String DEAD_LETTERS_UID = "train-dead-letters";
  static final String SNAPSHOTS_UID = "snapshots";
  static final String PROGRESS_UID = "progress";
  static final String SEQUENCE_UID = "sequence";
  static final String TENSORBOARD_SCALARS_UID = "tensorboard-scalars";
  static final String SHOWN_VIEWS_UID = "shown-views";
  static final String TENSORBOARD_VIEWS_UID = "tensorboard-views";

  private TrainRole() {}

  /**
   * @param run names the training for the evaluator of the same job; null where there is none
   */
  static void define(
      StreamExecutionEnvironment env,
      Configuration settings,
      JobSources sources,
      JobSinks sinks,
      String run,
      Clock clock) {
    DataStream<RawRecord> records =
        env.fromSource(
                sources.train(),
                sources.watermarks(),
                "train images",
                TypeInformation.of(RawRecord.class))
            .uid(SOURCE_UID)
            .setParallelism(settings.get(JobOptions.SOURCE_TASKS));
    fromRecords(records, settings, control(env, sources), sources.partitions(), sinks, run, clock);
  }

  /** Changes of the learner, where the job takes any. */
  private static Optional<DataStream<RawRecord>> control(
      StreamExecutionEnvironment env, JobSources sources) {
    return Optional.ofNullable(sources.control())
        .map(
            source ->
                env.fromSource(
                        source,
                        ControlSources.watermarks(),
                        "control",
                        TypeInformation.of(RawRecord.class))
                    .uid(CONTROL_UID)
                    .setParallelism(1));
  }

  /** What stands behind the source. */
  static void fromRecords(
      DataStream<RawRecord> records,
      Configuration settings,
      Optional<DataStream<RawRecord>> control,
      List<PartitionSpan> partitions,
      JobSinks sinks,
      String run,
      Clock clock) {
    LearnerSettings learner = LearnerOptions.settings(settings);
    int size = settings.get(LearnerOptions.SIZE);
    GateStreams gate =
        Gate.open(
            records,
            settings,
            InputOptions.format(settings),
            Role.TRAIN.toString(),
            size,
            ReplayOptions.wantsFiles(settings),
            clock);
    DataStream<Example> examples =
        Sequencer.sequence(
            gate.turns(),
            settings,
            partitions,
            learner.batch(),
            ReplayOptions.policy(settings, learner.seed()),
            control,
            clock);
    settings
        .getOptional(JobOptions.SEQUENCE_CSV)
        .ifPresent(
            file ->
                examples
                    .sinkTo(new SequenceCsv(file))
                    .name("training sequence")
                    .uid(SEQUENCE_UID)
                    .setParallelism(1));
    DataStream<Views> views =
        Augmenter.augment(
            examples, settings, size, learner.seed(), JobOptions.augmenterTasks(settings));
    train(views, settings, sinks, run, clock);
    gate.rejected()
        .sinkTo(sinks.trainDeadLetters())
        .name("train dead letters")
        .uid(DEAD_LETTERS_UID)
        .setParallelism(records.getParallelism());
  }

  /** What stands behind the augmenter. */
  static void train(
      DataStream<Views> views, Configuration settings, JobSinks sinks, String run, Clock clock) {
    Configuration pinned = new Configuration(settings);
    pinned.set(SnapshotOptions.PINNED, SnapshotPins.of(settings));
    Trainer.Streams trained =
        Trainer.train(views, pinned, settings.get(SnapshotOptions.FOLDER), clock);
    trained
        .snapshots()
        .sinkTo(sinks.snapshots())
        .name("snapshots topic")
        .uid(SNAPSHOTS_UID)
        .setParallelism(1);
    if (run != null) {
      Evaluator.noteEnd(trained.snapshots(), settings.get(SnapshotOptions.FOLDER), run);
    }
    if (sinks.progress() != null) {
      trained
          .progress()
          .sinkTo(sinks.progress())
          .name("training progress")
          .uid(PROGRESS_UID)
          .setParallelism(1);
    }
    settings
        .getOptional(JobOptions.TENSORBOARD)
        .ifPresent(folder -> tensorboard(views, trained.progress(), settings, folder, clock));
  }

  private static void tensorboard(
      DataStream<Views> views,
      DataStream<TrainingProgress> progress,
      Configuration settings,
      String folder,
      Clock clock) {
    progress
        .sinkTo(new ProgressEvents(folder, clock))
        .name("tensorboard scalars")
        .uid(TENSORBOARD_SCALARS_UID)
        .setParallelism(1);
    int batch = LearnerOptions.settings(settings).batch();
    views
        .filter(new ShownViews(batch))
        .name("views to show")
        .uid(SHOWN_VIEWS_UID)
        .setParallelism(views.getParallelism())
        .sinkTo(new ViewEvents(folder, batch, clock))
        .name("tensorboard views")
        .uid(TENSORBOARD_VIEWS_UID)
        .setParallelism(1);
  }
}
