package io.hsicflow.model.metrics;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;

/**
 * A linear layer with bias that says classes by their logits.
 *
 * @param classes how many
 * @param point {@code [classes, dimension]} weights, row-major, with the {@code classes} biases
 *     behind them
 */
public record LinearLayer(int classes, double[] point) {

  /** Checks the shape. */
  public LinearLayer {
    if (classes < 1 || point.length % classes != 0 || point.length < 2 * classes) {
      throw new IllegalArgumentException(
          point.length
              + " numbers are no weights and biases of "
              + classes
              + " classes; give the same number for each.");
    }
  }

  /** Length of the vectors that it takes. */
  public int dimension() {
    return point.length / classes - 1;
  }

  /**
   * The share of the query whose label is among the likeliest classes; of equal ones the lower
   * number comes first.
   *
   * @param labels the class of every vector; one that there is not counts as missed
   * @param tops how many classes count as the likeliest; each gives a share
   * @throws IllegalArgumentException where shapes do not match or one of {@code tops} is below 1
   */
  public double[] accuracies(Vectors query, int[] labels, int... tops) {
    if (query.dimension() != dimension()
        || labels.length != query.count()
        || Arrays.stream(tops).anyMatch(top -> top < 1)) {
      throw new IllegalArgumentException(
          "A linear layer takes vectors of "
              + dimension()
              + " dimensions with one label each and at least the likeliest class; it got "
              + query.count()
              + " of "
              + query.dimension()
              + " dimensions, "
              + labels.length
              + " labels and the likeliest "
              + Arrays.stream(tops).mapToObj(Integer::toString).collect(joining(", "))
              + ".");
    }
    double[] logits = new double[classes];
    int[] right = new int[tops.length];
    for (int i = 0; i < query.count(); i++) {
      if (labels[i] >= 0 && labels[i] < classes) {
        logits(query, i, logits);
        int rank = rank(logits, labels[i]);
        for (int t = 0; t < tops.length; t++) {
          right[t] += rank < tops[t] ? 1 : 0;
        }
      }
    }
    return Arrays.stream(right).mapToDouble(each -> (double) each / query.count()).toArray();
  }

  /** {@link #accuracies} by one number of likeliest classes. */
  public double accuracy(Vectors query, int[] labels, int top) {
    return accuracies(query, labels, top)[0];
  }

  /** How many classes come before this one. */
  private static int rank(double[] logits, int label) {
    int before = 0;
    for (int c = 0; c < logits.length; c++) {
      before += logits[c] > logits[label] || logits[c] == logits[label] && c < label ? 1 : 0;
    }
    return before;
  }

  private void logits(Vectors query, int row, double[] logits) {
    int dimension = dimension();
    for (int c = 0; c < classes; c++) {
      double sum = point[classes * dimension + c];
      for (int d = 0; d < dimension; d++) {
        sum += point[c * dimension + d] * query.values()[row * dimension + d];
      }
      logits[c] = sum;
    }
  }
}
