package io.hsicflow.pipeline.bench;

import io.hsicflow.model.augment.AugmentSettings;
import io.hsicflow.model.image.ImageDecoder;
import io.hsicflow.operators.augmenter.AugmentOptions;
import io.hsicflow.operators.gate.Gate;
import io.hsicflow.operators.trainer.LearnerOptions;
import io.hsicflow.pipeline.UserException;
import org.apache.flink.configuration.Configuration;

/**
 * What to decode and augment, and for how long.
 *
 * @param options of a job: the gate's, the augmenter's, size of the views and seed
 * @param pictures taken in turn
 * @param threads that work at the same time, each for itself
 * @param warmup seconds before the first turn that counts
 * @param seconds of a turn
 * @param repetitions turns of each kind
 */
public record AugmentWork(
    Configuration options,
    EncodedPictures pictures,
    int threads,
    double warmup,
    double seconds,
    int repetitions) {
  /** Checks the numbers. */
  public AugmentWork {
    if (threads < 1) {
      throw new UserException(threads + " threads do nothing: take at least 1 (--threads).");
    }
    if (repetitions < 1 || !(seconds > 0) || !(warmup >= 0)) {
      throw new UserException(
          "%d turns of %s s after %s s of warm-up cannot be timed: take at least 1 turn (--repetitions) of more than 0 s (--seconds) and no less than 0 s of warm-up (--warmup)."
              .formatted(repetitions, seconds, warmup));
    }
  }

  /** Side of the views in pixels. */
  int size() {
    return options.get(LearnerOptions.SIZE);
  }

  long seed() {
    return options.get(LearnerOptions.SEED);
  }

  String preset() {
    return options.get(AugmentOptions.PRESET);
  }

  AugmentSettings settings() {
    return AugmentOptions.settings(options);
  }

  /** As the gate's. */
  ImageDecoder decoder() {
    return Gate.decoder(options, size());
  }
}
