package io.hsicflow.pipeline.bench;

/**
 * How far a gradient is from another that it estimates.
 *
 * @param relative {@code |g - exact| / |exact|}
 * @param cosine of the angle between both
 */
record GradientError(double relative, double cosine) {
  /** Of one gradient. */
  static GradientError of(double[] gradient, double[] exact) {
    double off = 0;
    double squares = 0;
    double exactSquares = 0;
    double product = 0;
    for (int i = 0; i < exact.length; i++) {
      double difference = gradient[i] - exact[i];
      off += difference * difference;
      squares += gradient[i] * gradient[i];
      exactSquares += exact[i] * exact[i];
      product += gradient[i] * exact[i];
    }
    return new GradientError(
        Math.sqrt(off / exactSquares), product / Math.sqrt(squares * exactSquares));
  }
}
