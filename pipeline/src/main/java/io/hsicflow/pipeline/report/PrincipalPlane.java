package io.hsicflow.pipeline.report;

import io.hsicflow.model.metrics.Vectors;

/**
 * Vectors in the plane in which they vary most: principal component analysis, two components, found
 * by power iteration on the centred vectors.
 *
 * @param x of each vector along the first component
 * @param y along the second
 * @param explained which share of all variance the plane has, 0 to 1; 0 where there is none
 */
public record PrincipalPlane(double[] x, double[] y, double explained) {
  /** Far more than directions need that are worth being told apart. */
  private static final int ROUNDS = 100;

  /** The plane of {@code vectors}, which are finite. */
  public static PrincipalPlane of(Vectors vectors) {
    Vectors centred = vectors.minus(vectors.mean());
    int count = centred.count();
    int dimension = centred.dimension();
    double[][] rows = new double[count][dimension];
    for (int i = 0; i < count; i++) {
      for (int d = 0; d < dimension; d++) {
        rows[i][d] = centred.values()[i * dimension + d];
      }
    }
    double total = variance(rows);
    double[] x = component(rows);
    double[] y = component(rows);
    double left = variance(rows);
    return new PrincipalPlane(x, y, total > 0 ? Math.max(0, 1 - left / total) : 0);
  }

  /** The coordinates along the direction of most variance, which is then taken out of the rows. */
  private static double[] component(double[][] rows) {
    double[] coordinates = new double[rows.length];
    double[] direction = start(rows);
    if (direction == null) {
      return coordinates;
    }
    for (int round = 0; round < ROUNDS; round++) {
      double[] next = new double[direction.length];
      for (double[] row : rows) {
        add(next, row, dot(row, direction));
      }
      direction = unit(next);
    }
    for (int i = 0; i < rows.length; i++) {
      coordinates[i] = dot(rows[i], direction);
      add(rows[i], direction, -coordinates[i]);
    }
    return coordinates;
  }

  /** The longest row, which no direction of much variance is orthogonal to; null without any. */
  private static double[] start(double[][] rows) {
    double[] longest = null;
    double most = 1e-20;
    for (double[] row : rows) {
      double square = dot(row, row);
      if (square > most) {
        most = square;
        longest = row;
      }
    }
    return longest == null ? null : unit(longest.clone());
  }

  private static double variance(double[][] rows) {
    double sum = 0;
    for (double[] row : rows) {
      sum += dot(row, row);
    }
    return sum;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int d = 0; d < a.length; d++) {
      sum += a[d] * b[d];
    }
    return sum;
  }

  private static void add(double[] to, double[] what, double times) {
    for (int d = 0; d < to.length; d++) {
      to[d] += times * what[d];
    }
  }

  private static double[] unit(double[] vector) {
    double norm = Math.sqrt(dot(vector, vector));
    for (int d = 0; d < vector.length; d++) {
      vector[d] /= norm;
    }
    return vector;
  }
}
