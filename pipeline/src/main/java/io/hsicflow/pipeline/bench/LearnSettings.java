package io.hsicflow.pipeline.bench;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.BackendSet;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.learner.LearnerSettings;
import io.hsicflow.operators.trainer.LearnerOptions;
import io.hsicflow.operators.trainer.PrecisionChoice;
import io.hsicflow.pipeline.UserException;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;

/**
 * What a learner is to learn from, and for how long.
 *
 * @param options of a job: those of the learner, its loss, the augmentation and the gate's decoder
 * @param data what {@code produce} reads
 * @param minutes of training after which it ends, evaluations not counted; infinite for no such end
 * @param images after which it ends, in whole steps; {@link Long#MAX_VALUE} for no such end
 * @param augmentThreads threads that make views
 * @param every images from one evaluation to the next; 0 for as many as there are to learn from
 * @param bank most images that neighbours are looked for among
 */
public record LearnSettings(
    Configuration options,
    Path data,
    double minutes,
    long images,
    int augmentThreads,
    long every,
    int bank) {
  private static final List<ConfigOption<?>> OF_JOBS_ONLY =
      List.of(
          LearnerOptions.INITIAL_WEIGHTS,
          LearnerOptions.FINAL_DECAY_STEPS,
          LearnerOptions.PROBE_CLASSES);

  /** Checks the numbers, and that no setting is given that would do nothing. */
  public LearnSettings {
    if (!(minutes > 0) || images < 1 || every < 0) {
      throw new UserException(
          "%s minutes, %d images and an evaluation every %d images are no training: take more than 0 (--minutes, --images, --every)."
              .formatted(minutes, images, every));
    }
    if (augmentThreads < 1 || bank < 1) {
      throw new UserException(
          "%d threads that make views and a bank of %d images are too few: take at least 1 (--augment-threads, --bank)."
              .formatted(augmentThreads, bank));
    }
    if (Double.isInfinite(minutes)
        && images == Long.MAX_VALUE
        && options.getOptional(LearnerOptions.STEPS).isEmpty()) {
      throw new UserException(
          "Training would have no end: give --minutes, --images or -Dlearner.steps.");
    }
    for (ConfigOption<?> option : OF_JOBS_ONLY) {
      if (options.contains(option)) {
        throw new UserException(
            "%s is set, which only a job follows: leave it out, or use 'hsicflow run'."
                .formatted(option.key()));
      }
    }
    if (options.get(LearnerOptions.PRECISION) == PrecisionChoice.AUTO) {
      throw new UserException(
          "learner.precision = auto would let a trial decide what is measured: take float32 or bfloat16.");
    }
  }

  /** The networks, loss, optimiser and schedule. */
  LearnerSettings learner() {
    return LearnerOptions.settings(options);
  }

  long seed() {
    return options.get(LearnerOptions.SEED);
  }

  /** Side of the views in pixels. */
  int size() {
    return options.get(LearnerOptions.SIZE);
  }

  /** The learner's backend; the caller closes it. */
  Backend open() {
    return open(options.get(LearnerOptions.PRECISION).precision().orElseThrow());
  }

  /** The same backend in the precision that an embedder has; the caller closes it. */
  Backend openToEmbed() {
    return open(Precision.FLOAT32);
  }

  private Backend open(Precision precision) {
    return BackendSet.onClassPath()
        .open(
            options.get(LearnerOptions.BACKEND),
            precision,
            LearnerOptions.threads(options),
            options.get(LearnerOptions.DEVICE));
  }
}
