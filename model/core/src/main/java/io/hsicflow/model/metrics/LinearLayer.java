package io.hsicflow.model.metrics;

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
   * The share of the query whose label is among the {@code top} likeliest classes; of equal ones
   * the lower number comes first.
   *
   * @param labels the class of every vector; one that there is not counts as missed
   * @throws IllegalArgumentException where shapes do not match or {@code top} is below 1
   */
  public double accuracy(Vectors query, int[] labels, int top) {
    if (query.dimension() != dimension() || labels.length != query.count() || top < 1) {
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
              + top
              + ".");
    }
    double[] logits = new double[classes];
    int right = 0;
    for (int i = 0; i < query.count(); i++) {
      logits(query, i, logits);
      right += labels[i] >= 0 && labels[i] < classes && rank(logits, labels[i]) < top ? 1 : 0;
    }
    return (double) right / query.count();
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
