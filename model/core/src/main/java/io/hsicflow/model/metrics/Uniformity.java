package io.hsicflow.model.metrics;

import java.util.Arrays;

/** How evenly embeddings cover the sphere (Wang and Isola 2020, arXiv 2005.10242). */
public final class Uniformity {
  private Uniformity() {}

  /**
   * log of the mean of exp(-2 d^2) over distinct pairs of normalised rows: 0 where all are equal,
   * towards -4 where they spread over the sphere. Its work grows with the square of the count.
   *
   * @throws IllegalArgumentException for fewer than two vectors
   */
  public static double of(Vectors vectors) {
    return of(vectors, () -> {});
  }

  /**
   * The same with rests.
   *
   * @param between called every few milliseconds of work, by the calling thread: a place to rest,
   *     or to throw an exception that ends it
   */
  public static double of(Vectors vectors, Runnable between) {
    Finite.require(vectors, "Uniformity");
    int count = vectors.count();
    if (count < 2) {
      throw new IllegalArgumentException(
          "Uniformity got " + count + " vectors; it needs pairs, give at least 2.");
    }
    int dimension = vectors.dimension();
    // Columns, so that the inner loop runs over many pairs at once.
    double[][] column = new double[dimension][count];
    double[] row = new double[dimension];
    for (int i = 0; i < count; i++) {
      vectors.normalisedRow(i, row);
      for (int d = 0; d < dimension; d++) {
        column[d][i] = row[d];
      }
    }
    double[] distance = new double[count];
    double sum = 0;
    for (int i = 0; i < count; i++) {
      Arrays.fill(distance, 0);
      for (double[] values : column) {
        addSquaredDifferences(distance, values, i);
      }
      for (int j = 0; j < i; j++) {
        sum += Math.exp(-2 * distance[j]);
      }
      between.run();
    }
    return Math.log(sum / (0.5 * count * (count - 1)));
  }

  private static void addSquaredDifferences(double[] distance, double[] values, int i) {
    double mine = values[i];
    for (int j = 0; j < i; j++) {
      double difference = values[j] - mine;
      distance[j] += difference * difference;
    }
  }
}
