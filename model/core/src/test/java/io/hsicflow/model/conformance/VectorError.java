package io.hsicflow.model.conformance;

import java.util.logging.Logger;

/** Errors of norms: |ours - theirs| / |theirs|. */
final class VectorError {
  private static final Logger LOG = Logger.getLogger(VectorError.class.getName());

  private VectorError() {}

  static double norm(double[] x) {
    return Math.sqrt(dot(x, x));
  }

  /** |ours - theirs| / |theirs|; |ours| where theirs is zero. */
  static double relative(double[] ours, double[] theirs) {
    if (ours.length != theirs.length) {
      throw new AssertionError(
          "There are " + ours.length + " values where " + theirs.length + " were expected.");
    }
    double[] difference = new double[ours.length];
    for (int i = 0; i < ours.length; i++) {
      difference[i] = ours[i] - theirs[i];
    }
    double reference = norm(theirs);
    return norm(difference) / (reference == 0 ? 1 : reference);
  }

  static double cosine(double[] a, double[] b) {
    return dot(a, b) / (norm(a) * norm(b));
  }

  static void report(String what, double error) {
    LOG.fine(() -> what + ": relative error " + error);
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
