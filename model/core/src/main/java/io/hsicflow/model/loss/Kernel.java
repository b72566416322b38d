package io.hsicflow.model.loss;

/** The kernels of docs/method.md section 4, with c the kernel scale and q a squared distance. */
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

  /** {@code k(q) - 1}, without loss of digits at small q. */
  double minusOne(double q, double c) {
    switch (this) {
      case INVERSE_MULTIQUADRIC:
        double root = Math.sqrt(c * c + q);
        return -q / (root * (root + c));
      case GAUSSIAN:
        return Math.expm1(-q / (2 * c * c));
      default:
        throw withoutScale();
    }
  }

  /** {@code dk/dq}, negative. */
  double slope(double q, double c) {
    switch (this) {
      case INVERSE_MULTIQUADRIC:
        double u = c * c + q;
        return -c / (2 * u * Math.sqrt(u));
      case GAUSSIAN:
        return -Math.exp(-q / (2 * c * c)) / (2 * c * c);
      default:
        throw withoutScale();
    }
  }

  private IllegalStateException withoutScale() {
    return new IllegalStateException("The linear kernel is no function of a distance.");
  }
}
