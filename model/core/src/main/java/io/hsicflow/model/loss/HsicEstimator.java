package io.hsicflow.model.loss;

import io.hsicflow.model.backend.Tensor;

/** Estimates the loss of a stack of normalised hiddens, and its gradient. */
sealed interface HsicEstimator permits FeatureEstimator, LinearEstimator, ExactEstimator {
  /**
   * The loss of one step.
   *
   * @param stack the normalised hiddens
   * @param scale c, a constant here
   * @param step the step, for the draws
   * @param gradient [trained * B, d], overwritten with the gradient of the normalised hiddens
   */
  LossValue evaluate(HiddenStack stack, double scale, long step, Tensor gradient);
}
