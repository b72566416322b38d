package io.hsicflow.model.loss;

/** How the directions of random Fourier features are drawn (docs/method.md section 4). */
public enum FeatureDirections {
  /** Every frequency on its own. */
  INDEPENDENT,
  /**
   * In blocks of as many rows as dimensions the directions are orthogonal: the same kernel, less
   * variance.
   */
  ORTHOGONAL
}
