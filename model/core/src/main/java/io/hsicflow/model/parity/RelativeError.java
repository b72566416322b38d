package io.hsicflow.model.parity;

/** Errors of norms, {@code |ours - golden| / |golden|}, as golden/README.md gives its bars in. */
public final class RelativeError {
  private RelativeError() {}

  /**
   * The error of a tensor; the norm of the difference where the golden norm is 0.
   *
   * @throws IllegalArgumentException where there are not equally many numbers
   */
  public static double of(double[] ours, double[] golden) {
    if (ours.length != golden.length) {
      throw new IllegalArgumentException(
          "There are %d numbers where %d are golden.".formatted(ours.length, golden.length));
    }
    double[] difference = new double[ours.length];
    for (int i = 0; i < ours.length; i++) {
      difference[i] = ours[i] - golden[i];
    }
    double reference = norm(golden);
    return norm(difference) / (reference == 0 ? 1 : reference);
  }

  /** The error of one number. */
  public static double of(double ours, double golden) {
    return of(new double[] {ours}, new double[] {golden});
  }

  /** The Euclidean norm. */
  public static double norm(double[] x) {
    return Math.sqrt(dot(x, x));
  }

  /** The cosine of the angle between two vectors. */
  public static double cosine(double[] a, double[] b) {
    return dot(a, b) / (norm(a) * norm(b));
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
