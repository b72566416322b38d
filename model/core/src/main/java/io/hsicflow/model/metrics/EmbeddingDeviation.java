package io.hsicflow.model.metrics;

/** Whether embeddings have collapsed: their spread, in units of an isotropic cloud's. */
public final class EmbeddingDeviation {
  private EmbeddingDeviation() {}

  /**
   * Mean over dimensions of the normalised rows' population standard deviation, times the square
   * root of the dimension: 1 = isotropic, 0 = all equal.
   */
  public static double of(Vectors vectors) {
    Finite.require(vectors, "The embedding deviation");
    int dimension = vectors.dimension();
    int count = vectors.count();
    double[] row = new double[dimension];
    double[] mean = new double[dimension];
    for (int i = 0; i < count; i++) {
      vectors.normalisedRow(i, row);
      for (int d = 0; d < dimension; d++) {
        mean[d] += row[d] / count;
      }
    }
    // A second pass: the mean of the squares less the square of the mean would lose digits near a
    // collapse.
    double[] variance = new double[dimension];
    for (int i = 0; i < count; i++) {
      vectors.normalisedRow(i, row);
      for (int d = 0; d < dimension; d++) {
        variance[d] += (row[d] - mean[d]) * (row[d] - mean[d]) / count;
      }
    }
    double sum = 0;
    for (double v : variance) {
      sum += Math.sqrt(v);
    }
    return sum / dimension * Math.sqrt(dimension);
  }
}
