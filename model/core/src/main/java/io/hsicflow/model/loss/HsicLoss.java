package io.hsicflow.model.loss;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Tensor;

/**
 * The loss {@code L = gamma sqrt(HSIC_ZZ) - HSIC_ZY} of hiddens and its gradient (docs/method.md
 * sections 3 to 5).
 */
public final class HsicLoss {
  /**
   * A loss with what follows from it; the tensors belong to the scope of the call.
   *
   * @param value the loss and its terms
   * @param stack the normalised hiddens
   * @param gradient of the hiddens before normalisation, [trained * B, d]
   */
  public record Result(LossValue value, HiddenStack stack, Tensor gradient) {}

  private final Backend backend;
  private final HsicEstimator estimator;

  /**
   * The loss of these settings.
   *
   * @param draws where random features come from; not asked by the linear kernel and the exact
   *     estimator
   */
  public HsicLoss(Backend backend, LossSettings settings, StepDraws draws) {
    this.backend = backend;
    if (settings.kernel() == Kernel.LINEAR) {
      estimator = new LinearEstimator(backend, settings.gamma());
    } else if (settings.estimator() == Estimator.EXACT) {
      estimator = new ExactEstimator(backend, settings.kernel(), settings.gamma());
    } else {
      estimator = new FeatureEstimator(backend, settings, draws);
    }
  }

  /**
   * Loss and gradient of one step.
   *
   * @param raw the hiddens of the global batch before normalisation, [M * B, d], one hidden under
   *     the other
   * @param hiddens M
   * @param trained how many of them, from the first on, get a gradient
   * @param scale the kernel scale, a constant here
   * @param step the step, for the draws
   */
  public Result evaluate(Tensor raw, int hiddens, int trained, double scale, long step) {
    int images = raw.dimension(0) / hiddens;
    HiddenStack stack = new HiddenStack(backend.normaliseRows(raw), hiddens, images, trained);
    Tensor gradient = backend.zeros(stack.trainedRows(), stack.dimension());
    LossValue value = estimator.evaluate(stack, scale, step, gradient);
    Tensor trainedRaw = backend.view(raw, 0, stack.trainedRows(), stack.dimension());
    return new Result(value, stack, backend.normaliseRowsGradient(trainedRaw, gradient));
  }
}
