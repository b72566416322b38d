package io.hsicflow.operators.trainer;

import io.hsicflow.model.learner.LearnerSettings;
import io.hsicflow.model.loss.FeatureDirections;
import io.hsicflow.model.loss.Kernel;
import io.hsicflow.model.loss.LossSettings;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;

/**
 * Options of the loss; the defaults are docs/method.md's, read from {@link LossSettings}, but for
 * the estimator.
 */
public final class LossOptions {

  /** The kernel. */
  public static final ConfigOption<Kernel> KERNEL =
      ConfigOptions.key("loss.kernel")
          .enumType(Kernel.class)
          .defaultValue(LossSettings.DEFAULT.kernel())
          .withDescription("The kernel: inverse_multiquadric, gaussian or linear.");

  /** The estimator. */
  public static final ConfigOption<EstimatorChoice> ESTIMATOR =
      ConfigOptions.key("loss.estimator")
          .enumType(EstimatorChoice.class)
          .defaultValue(EstimatorChoice.AUTO)
          .withDescription(
              "How HSIC is estimated: features (random Fourier features, linear in the batch), exact (quadratic, no"
                  + " noise), or auto: exact for batches of at most "
                  + EstimatorChoice.MOST_HIDDENS
                  + " hiddens (four an image, two without a target network), where it takes little time, unless"
                  + " loss.features, loss.frequencies or loss.draws is set.");

  /** The directions of features. */
  public static final ConfigOption<FeatureDirections> FEATURES =
      ConfigOptions.key("loss.features")
          .enumType(FeatureDirections.class)
          .defaultValue(LossSettings.DEFAULT.directions())
          .withDescription(
              "How the directions of random features are drawn: independent, or orthogonal in blocks (less variance).");

  /** The number of features. */
  public static final ConfigOption<Integer> FREQUENCIES =
      ConfigOptions.key("loss.frequencies")
          .intType()
          .defaultValue(LossSettings.DEFAULT.frequencies())
          .withDescription("Random features of one draw.");

  /** The number of draws. */
  public static final ConfigOption<Integer> DRAWS =
      ConfigOptions.key("loss.draws")
          .intType()
          .defaultValue(LossSettings.DEFAULT.draws())
          .withDescription("Independent draws of a step, over which the loss is averaged.");

  /** The weight of the spread. */
  public static final ConfigOption<Double> GAMMA =
      ConfigOptions.key("loss.gamma")
          .doubleType()
          .defaultValue(LossSettings.DEFAULT.gamma())
          .withDescription("The weight of sqrt(HSIC_ZZ) in the loss.");

  /** The kernel scale at the start. */
  public static final ConfigOption<Double> INITIAL_SCALE =
      ConfigOptions.key("loss.initial-scale")
          .doubleType()
          .defaultValue(LossSettings.DEFAULT.initialScale())
          .withDescription("The kernel scale at the start.");

  /** The rate of the kernel scale. */
  public static final ConfigOption<Double> SCALE_RATE =
      ConfigOptions.key("loss.scale-rate")
          .doubleType()
          .defaultValue(LossSettings.DEFAULT.scaleRate())
          .withDescription("The constant rate of the kernel scale's Adam; 0: the scale stays.");

  /** The rows for the kernel scale. */
  public static final ConfigOption<Integer> SCALE_ROWS =
      ConfigOptions.key("loss.scale-rows")
          .intType()
          .defaultValue(LossSettings.DEFAULT.scaleRows())
          .withDescription(
              "Rows on each side of the sampled distances that the kernel scale learns from.");

  private LossOptions() {}

  static void apply(ReadableConfig config, LearnerSettings.Builder builder) {
    builder
        .kernel(config.get(KERNEL))
        .directions(config.get(FEATURES))
        .frequencies(config.get(FREQUENCIES))
        .draws(config.get(DRAWS))
        .gamma(config.get(GAMMA))
        .initialScale(config.get(INITIAL_SCALE))
        .scaleRate(config.get(SCALE_RATE))
        .scaleRows(config.get(SCALE_ROWS));
  }

  /** The settings with the estimator that is set, or that suits them. */
  static LearnerSettings withEstimator(ReadableConfig config, LearnerSettings settings) {
    boolean featuresAsked =
        Stream.of(FEATURES, FREQUENCIES, DRAWS)
            .anyMatch(option -> config.getOptional(option).isPresent());
    return settings.toBuilder()
        .estimator(config.get(ESTIMATOR).of(settings, featuresAsked))
        .build();
  }
}
