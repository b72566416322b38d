package io.hsicflow.pipeline.cli;

import io.hsicflow.model.learner.SupervisedSettings;
import io.hsicflow.pipeline.evaluate.TrainingOptions;
import io.hsicflow.pipeline.evaluate.WorkPlace;
import java.nio.file.Path;
import java.util.OptionalLong;
import picocli.CommandLine.Option;

/** How an evaluation trains, and where it keeps what is under way. */
final class TrainingArguments {
  private static final int BATCH = SupervisedSettings.RATE_BATCH;
  private static final String SEED = "0";

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Passes over the training images (default " + SupervisedSettings.EPOCHS + ").")
  private Integer epochs;

  @Option(
      names = "--batch",
      paramLabel = "IMAGES",
      description = "Images of a step (default " + BATCH + "; 4096 in the paper).")
  private Integer batch;

  @Option(
      names = "--base-rate",
      paramLabel = "RATE",
      description =
          "Peak of the learning rate for a batch of 256, in proportion for others (default "
              + SupervisedSettings.BASE_RATE
              + ").")
  private Double baseRate;

  @Option(
      names = "--warmup-steps",
      paramLabel = "STEPS",
      description =
          "Steps of linear warm-up (default "
              + SupervisedSettings.WARMUP_STEPS
              + ", or a tenth of all steps where these are fewer than 1,000).")
  private Long warmupSteps;

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      description =
          "Of the layer's start, the images' order and their views (default " + SEED + ").")
  private Long seed;

  @Option(
      names = "--work",
      paramLabel = "FOLDER",
      description =
          "Where the training is kept while it is under way, every 30 seconds and at Ctrl-C (default: beside --out, else nowhere): the same"
              + " command, run again, goes on from there and ends with the same figures (on one backend with one number of threads).")
  private Path work;

  TrainingArguments() {}

  /** Whether any of them was given. */
  boolean isGiven() {
    return epochs != null
        || batch != null
        || baseRate != null
        || warmupSteps != null
        || seed != null
        || work != null;
  }

  TrainingOptions options() {
    return new TrainingOptions(
        epochs == null ? SupervisedSettings.EPOCHS : epochs,
        batch == null ? BATCH : batch,
        baseRate == null ? SupervisedSettings.BASE_RATE : baseRate,
        warmupSteps == null ? OptionalLong.empty() : OptionalLong.of(warmupSteps),
        seed == null ? Long.parseLong(SEED) : seed);
  }

  /**
   * Where the training is kept.
   *
   * @param out where the results go, or null
   */
  WorkPlace place(Path out) {
    if (work != null) {
      return WorkPlace.in(work);
    }
    return out == null ? WorkPlace.none() : WorkPlace.beside(out);
  }
}
