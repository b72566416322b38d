package io.hsicflow.pipeline.config;

import io.hsicflow.connectors.admin.TopicOptions;
import io.hsicflow.connectors.control.ControlOptions;
import io.hsicflow.connectors.kafka.KafkaOptions;
import io.hsicflow.connectors.sink.DeadLetterOptions;
import io.hsicflow.connectors.sink.EmbeddingsOptions;
import io.hsicflow.connectors.sink.EvaluationsOptions;
import io.hsicflow.connectors.sink.SnapshotsTopicOptions;
import io.hsicflow.connectors.sink.TransactionOptions;
import io.hsicflow.connectors.source.ImagesOptions;
import io.hsicflow.operators.augmenter.AugmentOptions;
import io.hsicflow.operators.embedder.EmbedOptions;
import io.hsicflow.operators.evaluator.EvaluationOptions;
import io.hsicflow.operators.gate.GateOptions;
import io.hsicflow.operators.rates.RateOptions;
import io.hsicflow.operators.replay.ReplayOptions;
import io.hsicflow.operators.sequencer.SequenceOptions;
import io.hsicflow.operators.snapshot.ReleaseOptions;
import io.hsicflow.operators.snapshot.SnapshotOptions;
import io.hsicflow.operators.trainer.GuardOptions;
import io.hsicflow.operators.trainer.LearnerOptions;
import io.hsicflow.operators.trainer.LossOptions;
import io.hsicflow.operators.trainer.TrainerSlotOptions;
import io.hsicflow.pipeline.job.InputOptions;
import io.hsicflow.pipeline.job.JobOptions;
import io.hsicflow.pipeline.job.JobSlotOptions;
import io.hsicflow.pipeline.job.MetricsOptions;
import io.hsicflow.pipeline.registry.RegistryOptions;
import java.util.List;

/** The options of all modules. A new class of options becomes known by its line here. */
public final class AllOptions {
  private static final List<Class<?>> CLASSES =
      List.of(
          JobOptions.class,
          JobSlotOptions.class,
          MetricsOptions.class,
          KafkaOptions.class,
          InputOptions.class,
          ImagesOptions.class,
          RegistryOptions.class,
          EmbeddingsOptions.class,
          DeadLetterOptions.class,
          SnapshotsTopicOptions.class,
          EvaluationsOptions.class,
          ControlOptions.class,
          TransactionOptions.class,
          TopicOptions.class,
          GateOptions.class,
          SequenceOptions.class,
          ReplayOptions.class,
          RateOptions.class,
          AugmentOptions.class,
          LearnerOptions.class,
          TrainerSlotOptions.class,
          LossOptions.class,
          GuardOptions.class,
          SnapshotOptions.class,
          ReleaseOptions.class,
          EmbedOptions.class,
          EvaluationOptions.class);

  private static final class Holder {
    static final OptionCatalog CATALOG = OptionCatalog.of(CLASSES);
  }

  private AllOptions() {}

  /** The catalogue. */
  public static OptionCatalog catalog() {
    return Holder.CATALOG;
  }
}
