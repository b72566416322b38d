package io.hsicflow.model.optim;

/**
 * The settings of LARS and of the evaluation average (docs/method.md section 6).
 *
 * @param weightDecay added to the gradient of adapted tensors
 * @param eta the trust coefficient of LARS
 * @param momentum how much of the last update stays
 * @param evaluationDecay decay of the evaluation average
 */
public record OptimiserSettings(
    double weightDecay, double eta, double momentum, double evaluationDecay) {
  /** The defaults of docs/method.md. */
  public static final OptimiserSettings DEFAULT = new OptimiserSettings(1e-6, 1e-3, 0.9, 0.999);

  /** Checks the numbers. */
  public OptimiserSettings {
    if (!(weightDecay >= 0) || !(eta > 0) || !(momentum >= 0 && momentum < 1)) {
      throw new IllegalArgumentException(
          "Weight decay must not be negative, eta must be positive and momentum in [0, 1); they are %s, %s and %s."
              .formatted(weightDecay, eta, momentum));
    }
    if (!(evaluationDecay >= 0 && evaluationDecay < 1)) {
      throw new IllegalArgumentException(
          "The evaluation average's decay must be in [0, 1), not %s.".formatted(evaluationDecay));
    }
  }
}
