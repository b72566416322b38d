package io.hsicflow.model.optim;

/**
 * {@code (1 + cos(pi t / T)) / 2}, the shape of every schedule here: from 1 at t = 0 to 0 at t = T
 * and after.
 */
final class HalfCosine {
  private HalfCosine() {}

  static double at(long t, long length) {
    if (t >= length) {
      return 0;
    }
    // cos(pi t / 2T)^2 is the same without the cancellation of 1 + cos near T.
    double cosine = Math.cos(Math.PI / 2 * t / length);
    return cosine * cosine;
  }
}
