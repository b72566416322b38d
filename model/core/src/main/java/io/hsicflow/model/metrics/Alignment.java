package io.hsicflow.model.metrics;

/**
 * How close the embeddings of two views of one image are (Wang and Isola 2020, arXiv 2005.10242).
 */
public final class Alignment {
  private Alignment() {}

  /**
   * Mean squared distance of the normalised pairs (row i of one with row i of the other): 0 =
   * equal, 2 = unrelated.
   *
   * @throws IllegalArgumentException where the two have different shapes
   */
  public static double of(Vectors first, Vectors second) {
    if (first.count() != second.count() || first.dimension() != second.dimension()) {
      throw new IllegalArgumentException(
          "Pairs of ["
              + first.count()
              + ", "
              + first.dimension()
              + "] and ["
              + second.count()
              + ", "
              + second.dimension()
              + "] do not match; give two views of the same images.");
    }
    Finite.require(first, "Alignment");
    Finite.require(second, "Alignment");
    double[] a = new double[first.dimension()];
    double[] b = new double[first.dimension()];
    double sum = 0;
    for (int i = 0; i < first.count(); i++) {
      first.normalisedRow(i, a);
      second.normalisedRow(i, b);
      for (int d = 0; d < a.length; d++) {
        sum += (a[d] - b[d]) * (a[d] - b[d]);
      }
    }
    return sum / first.count();
  }
}
