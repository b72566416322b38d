package io.hsicflow.pipeline.cli;

import io.hsicflow.model.loss.FeatureDirections;
import io.hsicflow.model.network.Stem;
import io.hsicflow.operators.trainer.EstimatorChoice;
import io.hsicflow.operators.trainer.LearnerOptions;
import io.hsicflow.operators.trainer.LossOptions;
import io.hsicflow.operators.trainer.PrecisionChoice;
import io.hsicflow.pipeline.UserException;
import io.hsicflow.pipeline.bench.Measuring;
import io.hsicflow.pipeline.bench.StepSettings;
import java.io.PrintWriter;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.flink.configuration.Configuration;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a benchmark trains, how often, and how it prints what it has measured. */
final class LearnerArguments {
  @Option(
      names = "--depth",
      defaultValue = "18",
      description = "Depth of the ResNet: 18, 34, 50, 101 or 152 (default ${DEFAULT-VALUE}).")
  private int depth;

  @Option(
      names = "--width",
      defaultValue = "64",
      description = "Channels of its first group (default ${DEFAULT-VALUE}).")
  private int width;

  @Option(
      names = "--stem",
      defaultValue = "cifar",
      description = "First layers: ${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
  private Stem stem;

  @Option(
      names = "--size",
      defaultValue = "32",
      description = "Side of the views in pixels (default ${DEFAULT-VALUE}).")
  private int size;

  @Option(
      names = "--batch",
      defaultValue = "64",
      description = "Images of a step (default ${DEFAULT-VALUE}).")
  private int batch;

  @Option(
      names = "--hidden",
      defaultValue = "4096",
      description = "Hidden units of projector and predictor (default ${DEFAULT-VALUE}).")
  private int hidden;

  @Option(
      names = "--output",
      defaultValue = "256",
      description = "Their output (default ${DEFAULT-VALUE}).")
  private int output;

  @Option(
      names = "--estimator",
      defaultValue = "auto",
      description =
          "How HSIC is estimated: ${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}, as a job's"
              + " loss.estimator).")
  private EstimatorChoice estimator;

  @Option(
      names = "--features",
      description =
          "Directions of the random features: ${COMPLETION-CANDIDATES} (default independent).")
  private FeatureDirections features;

  @Option(
      names = "--draws",
      paramLabel = "N",
      description = "Draws of random features in a step (default 1).")
  private Integer draws;

  @Mixin private MeasuringOptions measuring;

  LearnerArguments() {}

  /**
   * The steps to time.
   *
   * @throws UserException where options do not fit together
   */
  StepSettings settings() {
    return new StepSettings(LearnerOptions.settings(options()), measuring.measuring());
  }

  /**
   * The learner as the options of a job.
   *
   * @throws UserException where options do not fit together
   */
  Configuration options() {
    if (estimator == EstimatorChoice.EXACT && (features != null || draws != null)) {
      throw new UserException(
          "The exact estimator draws no features: leave out --features and --draws, or take --estimator features.");
    }
    Configuration options = new Configuration();
    options.set(LearnerOptions.DEPTH, depth);
    options.set(LearnerOptions.WIDTH, width);
    options.set(LearnerOptions.STEM, stem);
    options.set(LearnerOptions.SIZE, size);
    options.set(LearnerOptions.BATCH, batch);
    options.set(LearnerOptions.HIDDEN, hidden);
    options.set(LearnerOptions.OUTPUT, output);
    options.set(LossOptions.ESTIMATOR, estimator);
    if (features != null) {
      options.set(LossOptions.FEATURES, features);
    }
    if (draws != null) {
      options.set(LossOptions.DRAWS, draws);
    }
    Measuring on = measuring.measuring();
    options.set(LearnerOptions.BACKEND, on.backend());
    options.set(LearnerOptions.PRECISION, PrecisionChoice.of(on.precision()));
    options.set(LearnerOptions.THREADS, on.threads());
    return options;
  }

  /** Prints one of two forms, the one that was asked for. */
  void print(PrintWriter out, Supplier<Map<String, Object>> object, Supplier<String> text) {
    measuring.print(out, object, text);
  }
}
