package io.hsicflow.pipeline.bench;

import io.hsicflow.model.learner.LearnerSettings;
import io.hsicflow.operators.trainer.LearnerOptions;
import io.hsicflow.pipeline.UserException;
import java.nio.file.Path;
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
    LearnBackend.requireForLoop(options);
  }

  /** The networks, loss, optimiser and schedule. */
  LearnerSettings learner() {
    return LearnerOptions.settings(options);
  }

  long seed() {
    return options.get(LearnerOptions.SEED);
  }
}
