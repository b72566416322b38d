package io.hsicflow.pipeline.evaluate;

import io.hsicflow.model.learner.SupervisedSettings;
import io.hsicflow.pipeline.UserException;
import java.util.OptionalLong;

/**
 * What a user may say of a training on labels; what is left out is the reference's (docs/method.md
 * section 6).
 *
 * @param epochs passes over the images
 * @param batch images of a step
 * @param baseRate peak of the learning rate for a batch of {@value SupervisedSettings#RATE_BATCH},
 *     in proportion for others
 * @param warmupSteps empty for the reference's, or a tenth of the steps where that is shorter
 * @param seed of the layer's start, of the order of images and of their views
 */
public record TrainingOptions(
    int epochs, int batch, double baseRate, OptionalLong warmupSteps, long seed) {
  private static final int SHORT_WARMUP = 10;

  /** Checks the numbers. */
  public TrainingOptions {
    if (epochs < 1 || batch < 1) {
      throw new UserException(
          "There are %d epochs and a batch of %d: take at least 1 of each (--epochs, --batch)."
              .formatted(epochs, batch));
    }
  }

  /**
   * The training of so many images.
   *
   * @throws UserException where there is not one batch of them, or the numbers do not fit together
   */
  SupervisedSettings settings(int images, int classes, boolean encoderFree) {
    long steps = (long) epochs * images / batch;
    if (steps < 1) {
      throw new UserException(
          "%d epochs of %d images are not one batch of %d: take a smaller one (--batch) or more epochs (--epochs)."
              .formatted(epochs, images, batch));
    }
    try {
      return new SupervisedSettings(
          classes,
          batch,
          steps,
          warmupSteps.orElse(Math.min(SupervisedSettings.WARMUP_STEPS, steps / SHORT_WARMUP)),
          baseRate * batch / SupervisedSettings.RATE_BATCH,
          encoderFree,
          seed);
    } catch (IllegalArgumentException e) {
      throw new UserException(
          e.getMessage() + " The options are --warmup-steps, --base-rate and --epochs.", e);
    }
  }
}
