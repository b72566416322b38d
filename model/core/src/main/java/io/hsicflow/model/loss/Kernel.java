package io.hsicflow.model.loss;

/** The kernels of METHOD.md section 4, with c the kernel scale and q a squared distance. */
public enum Kernel {
  /** {@code c / sqrt(c^2 + q)}. */
  INVERSE_MULTIQUADRIC,
  /** {@code exp(-q / (2 c^2))}. */
  GAUSSIAN,
  /** {@code x . y}: no draws, and a scale that stays 1. */
  LINEAR;

  /** Whether the kernel has a scale to learn. */
  public boolean hasScale() {
    return this != LINEAR;
  }
}
