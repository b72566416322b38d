package io.hsicflow.model.loss;

/** How HSIC is estimated (docs/method.md sections 4 and 5). */
public enum Estimator {
  /** By random Fourier features, linear in the batch. */
  FEATURES,
  /** By the kernel matrix itself, quadratic in the batch and without noise. */
  EXACT
}
