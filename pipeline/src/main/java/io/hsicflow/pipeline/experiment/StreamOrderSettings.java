package io.hsicflow.pipeline.experiment;

import io.hsicflow.operators.replay.ReplayOptions;
import io.hsicflow.operators.trainer.LearnerOptions;
import io.hsicflow.pipeline.UserException;
import io.hsicflow.pipeline.bench.LearnBackend;
import io.hsicflow.pipeline.demo.DemoLearner;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;

/**
 * What the experiment on the order of streams trains, and for how long.
 *
 * @param given options of a job that stand in place of the demo's; {@code learner.seed} is the
 *     first seed
 * @param data what {@code produce} reads; null for the bundled garments
 * @param places training places of an arm in one pass, about
 * @param k places for each image
 * @param buffer images that are held; 0 for a tenth of those of a pass, and two batches at least
 * @param seeds repetitions of everything
 * @param bank most images that neighbours are looked for among
 */
public record StreamOrderSettings(
    Configuration given, Path data, int places, int k, int buffer, int seeds, int bank) {
  /** A buffer of fewer could leave a step without images that it may replay. */
  private static final int LEAST_BATCHES = 2;

  private static final int PART_OF_PASS = 10;

  private static final List<ConfigOption<?>> OF_THE_EXPERIMENT =
      List.of(
          LearnerOptions.STEPS,
          ReplayOptions.POLICY,
          ReplayOptions.IMAGES,
          ReplayOptions.MAX_BYTES,
          ReplayOptions.PLACES,
          ReplayOptions.MIN_IMAGES,
          ReplayOptions.MAX_AGE,
          ReplayOptions.FAIR_SOURCES);

  /**
   * Checks the numbers, and that no setting is given that would do nothing.
   *
   * @throws IllegalArgumentException with a sentence, where the learner's settings do not fit
   *     together
   */
  public StreamOrderSettings {
    if (k < 2 || seeds < 1 || buffer < 0 || bank < 1) {
      throw new UserException(
          "%d places for an image, %d seeds, a buffer of %d images and a bank of %d are no experiment: take at least 2 (--k), 1 (--seeds), no negative number (--buffer) and at least 1 (--bank)."
              .formatted(k, seeds, buffer, bank));
    }
    LearnBackend.requireForLoop(given);
    for (ConfigOption<?> option : OF_THE_EXPERIMENT) {
      if (given.contains(option)) {
        throw new UserException(
            "%s is set, which the experiment sets itself: leave it out; --places, --k and --buffer are there for it."
                .formatted(option.key()));
      }
    }
    // Here and not only where it is made: pictures take their time to be read. No run is longer.
    LearnerOptions.settings(job(given, given.get(LearnerOptions.SEED), Math.max(1, places)));
    if (images(given, places, k) < LEAST_BATCHES * batch(given)) {
      throw new UserException(
          "%d places are %d for each image of %d batches of %d: take more (--places)."
              .formatted(places, k, images(given, places, k) / batch(given), batch(given)));
    }
    if (buffer > 0 && buffer < LEAST_BATCHES * batch(given)) {
      throw new UserException(
          "A buffer of %d images can leave a step of %d without images that it may replay: take at least %d (--buffer)."
              .formatted(buffer, batch(given), LEAST_BATCHES * batch(given)));
    }
  }

  private static int batch(Configuration given) {
    return given.getOptional(LearnerOptions.BATCH).orElse(DemoLearner.BATCH);
  }

  private static int images(Configuration given, int places, int k) {
    return (int) (places / ((long) k * batch(given))) * batch(given);
  }

  /** Images of one pass, whole batches, so that every arm can take all of them. */
  int images() {
    return images(given, places, k);
  }

  /** Images that a buffer holds. */
  int held() {
    return buffer > 0 ? buffer : Math.max(images() / PART_OF_PASS, LEAST_BATCHES * batch(given));
  }

  /** The seed of a repetition, from 0. */
  long seed(int repetition) {
    return given.get(LearnerOptions.SEED) + repetition;
  }

  /** The options of a job: the demo's learner, what is given, and that seed. */
  Configuration job(long seed, long steps) {
    return job(given, seed, steps);
  }

  private static Configuration job(Configuration given, long seed, long steps) {
    Configuration job = DemoLearner.settings(seed, steps);
    job.addAll(given);
    job.set(LearnerOptions.SEED, seed);
    return job;
  }
}
