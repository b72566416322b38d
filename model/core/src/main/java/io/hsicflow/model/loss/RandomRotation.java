package io.hsicflow.model.loss;

import io.hsicflow.model.random.CounterRandom;
import java.util.Arrays;

/**
 * Random orthogonal matrices, uniform (Haar) on the orthogonal group, as a product of Householder
 * reflections of Gaussian vectors of growing length (Stewart, "The Efficient Generation of Random
 * Orthogonal Matrices", SIAM J. Numer. Anal. 1980).
 */
final class RandomRotation {
  private RandomRotation() {}

  /** An orthogonal matrix [d, d], row-major. */
  static double[] draw(CounterRandom random, int d) {
    double[] q = new double[d * d];
    for (int i = 0; i < d; i++) {
      q[i * d + i] = random.nextInt(2) == 0 ? 1 : -1;
    }
    double[] v = new double[d];
    double[] projection = new double[d];
    // The reflection of length k leaves the first d - k rows and columns alone, which are still
    // those of a diagonal matrix.
    for (int k = 2; k <= d; k++) {
      int first = d - k;
      double squares = 0;
      for (int i = first; i < d; i++) {
        v[i] = random.nextGaussian();
        squares += v[i] * v[i];
      }
      double norm = Math.sqrt(squares);
      // v <- x + sign(x_1) |x| e_1, so that I - 2 v v^T / |v|^2 maps x onto the first axis.
      v[first] += Math.copySign(norm, v[first]);
      double factor = 2 / (squares + norm * (2 * Math.abs(v[first]) - norm));
      reflect(q, v, projection, first, d, factor);
    }
    return q;
  }

  /** {@code q <- (I - factor v v^T) q} on the rows and columns from {@code first} on. */
  private static void reflect(
      double[] q, double[] v, double[] projection, int first, int d, double factor) {
    Arrays.fill(projection, first, d, 0);
    // Four rows at a time, in the order of one by one, which gives the same bits with fewer passes
    // over the projection.
    int i = first;
    for (; i + 3 < d; i += 4) {
      addFourRows(q, i * d, v[i], v[i + 1], v[i + 2], v[i + 3], projection, first, d);
    }
    for (; i < d; i++) {
      double vi = v[i];
      int row = i * d;
      for (int j = first; j < d; j++) {
        projection[j] += vi * q[row + j];
      }
    }
    for (i = first; i < d; i++) {
      double vi = factor * v[i];
      int row = i * d;
      for (int j = first; j < d; j++) {
        q[row + j] -= vi * projection[j];
      }
    }
  }

  private static void addFourRows(
      double[] q,
      int row,
      double v0,
      double v1,
      double v2,
      double v3,
      double[] projection,
      int first,
      int d) {
    for (int j = first; j < d; j++) {
      projection[j] =
          projection[j]
              + v0 * q[row + j]
              + v1 * q[row + d + j]
              + v2 * q[row + 2 * d + j]
              + v3 * q[row + 3 * d + j];
    }
  }
}
