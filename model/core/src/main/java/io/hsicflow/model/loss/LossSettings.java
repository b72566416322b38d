package io.hsicflow.model.loss;

/**
 * The settings of the loss (docs/method.md sections 4 and 5).
 *
 * @param kernel the kernel
 * @param estimator random features, or exact
 * @param directions how the features' directions are drawn
 * @param frequencies D, features of one draw
 * @param draws R, independent draws of a step over which the loss is averaged
 * @param gamma the weight of {@code sqrt(HSIC_ZZ)}
 * @param initialScale the kernel scale at the start
 * @param scaleRate the constant rate of the kernel scale's Adam
 * @param scaleRows rows on each side of the kernel scale's sampled distances, over all hiddens
 */
public record LossSettings(
    Kernel kernel,
    Estimator estimator,
    FeatureDirections directions,
    int frequencies,
    int draws,
    double gamma,
    double initialScale,
    double scaleRate,
    int scaleRows) {
  /** The defaults of docs/method.md. */
  public static final LossSettings DEFAULT =
      new LossSettings(
          Kernel.INVERSE_MULTIQUADRIC,
          Estimator.FEATURES,
          FeatureDirections.INDEPENDENT,
          512,
          1,
          3.0,
          1.0,
          3e-4,
          1024);

  /** Checks the numbers. */
  public LossSettings {
    if (frequencies < 1 || draws < 1) {
      throw new IllegalArgumentException(
          "The loss needs at least one frequency and one draw, not %d and %d."
              .formatted(frequencies, draws));
    }
    if (!(gamma >= 0) || !(initialScale >= KernelScale.MINIMUM) || !(scaleRate >= 0)) {
      throw new IllegalArgumentException(
          "gamma and the kernel scale's rate must not be negative and the scale must be at least %s; they are %s, %s and %s."
              .formatted(KernelScale.MINIMUM, gamma, scaleRate, initialScale));
    }
    if (scaleRows < 4) {
      throw new IllegalArgumentException(
          "The kernel scale needs at least 4 rows, one of each hidden, not %d."
              .formatted(scaleRows));
    }
  }
}
