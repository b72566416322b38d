package io.hsicflow.model.metrics;

import java.util.Arrays;

/**
 * Singular values of a tall or wide matrix in double: Householder QR of blocks of rows, Householder
 * bidiagonalisation of the triangle, and the implicit QL iteration on the Golub-Kahan tridiagonal
 * form [0 B'; B 0], whose eigenvalues are the singular values with both signs (Golub and Van Loan,
 * Matrix Computations, 8.6). The error is a rounding error of the largest value, where going
 * through the Gram matrix would lose half the digits of the small ones.
 */
final class SingularValues {
  private static final int SWEEPS = 60;

  /** Squared norm below which a column or row counts as zero: its square may have underflowed. */
  private static final double SMALLEST = 1e-280;

  private SingularValues() {}

  /** All min(count, dimension) of them, descending. */
  static double[] of(Vectors vectors) {
    return of(vectors, () -> {});
  }

  /**
   * The same with rests.
   *
   * @param between called every few milliseconds of work, by the calling thread
   */
  static double[] of(Vectors vectors, Runnable between) {
    int d = vectors.dimension();
    int wanted = Math.min(vectors.count(), d);
    double[][] triangle = triangle(vectors, between);
    double[] offDiagonal = bidiagonal(triangle, between);
    double[] eigenvalues = eigenvalues(offDiagonal, between);
    Arrays.sort(eigenvalues);
    double[] values = new double[wanted];
    for (int i = 0; i < wanted; i++) {
      values[i] = Math.max(0, eigenvalues[eigenvalues.length - 1 - i]);
    }
    return values;
  }

  /** R of QR, [d, d], built from blocks of d rows so that memory does not grow with the count. */
  private static double[][] triangle(Vectors vectors, Runnable between) {
    int d = vectors.dimension();
    double[][] stacked = new double[2 * d][d];
    int next = 0;
    while (next < vectors.count()) {
      int rows = Math.min(d, vectors.count() - next);
      for (int i = 0; i < d; i++) {
        double[] row = stacked[d + i];
        Arrays.fill(row, 0);
        for (int j = 0; i < rows && j < d; j++) {
          row[j] = vectors.values()[(next + i) * d + j];
        }
      }
      double[] sums = new double[d];
      for (int j = 0; j < d; j++) {
        // Below row j the upper half is zero already, except for row j itself.
        reflectColumns(stacked, j, d, d + rows, sums);
        between.run();
      }
      next += rows;
    }
    return Arrays.copyOf(stacked, d);
  }

  /**
   * Reflects rows {@code row} and {@code [from, to)} so that column {@code row} of the latter
   * becomes zero: A - tau v (v' A), v = column / head with a first entry of 1, head = first + sign
   * |column|, tau = |head| / |column|.
   */
  private static void reflectColumns(double[][] a, int row, int from, int to, double[] sums) {
    int d = a[row].length;
    double square = a[row][row] * a[row][row];
    for (int i = from; i < to; i++) {
      square += a[i][row] * a[i][row];
    }
    if (square < SMALLEST) {
      for (int i = from; i < to; i++) {
        a[i][row] = 0;
      }
      return;
    }
    double norm = Math.sqrt(square);
    double head = a[row][row] + Math.copySign(norm, a[row][row]);
    double tau = Math.abs(head) / norm;
    System.arraycopy(a[row], row, sums, row, d - row);
    for (int i = from; i < to; i++) {
      a[i][row] /= head;
      addScaled(sums, a[i], a[i][row], row + 1, d);
    }
    addScaled(a[row], sums, -tau, row + 1, d);
    for (int i = from; i < to; i++) {
      addScaled(a[i], sums, -tau * a[i][row], row + 1, d);
      a[i][row] = 0;
    }
    a[row][row] -= head;
  }

  private static void addScaled(double[] target, double[] source, double by, int from, int to) {
    for (int j = from; j < to; j++) {
      target[j] += by * source[j];
    }
  }

  /** Reduces [d, d] to bidiagonal form in place; returns d1, e1, d2, e2, ..., dd. */
  private static double[] bidiagonal(double[][] a, Runnable between) {
    int d = a.length;
    double[] sums = new double[d];
    double[] chain = new double[2 * d - 1];
    for (int k = 0; k < d; k++) {
      reflectColumns(a, k, k + 1, d, sums);
      chain[2 * k] = a[k][k];
      if (k + 1 < d) {
        reflectRows(a, k);
        chain[2 * k + 1] = a[k][k + 1];
      }
      between.run();
    }
    return chain;
  }

  /** Reflects columns after {@code k} so that row {@code k} is zero beyond column k + 1. */
  private static void reflectRows(double[][] a, int k) {
    int d = a.length;
    double square = dot(a[k], a[k], k + 1);
    if (square >= SMALLEST) {
      double norm = Math.sqrt(square);
      double head = a[k][k + 1] + Math.copySign(norm, a[k][k + 1]);
      double tau = Math.abs(head) / norm;
      double[] v = a[k].clone();
      for (int j = k + 1; j < d; j++) {
        v[j] /= head;
      }
      v[k + 1] = 1;
      for (int i = k + 1; i < d; i++) {
        addScaled(a[i], v, -tau * dot(a[i], v, k + 1), k + 1, d);
      }
      a[k][k + 1] -= head;
    }
    Arrays.fill(a[k], k + 2, d, 0);
  }

  private static double dot(double[] x, double[] y, int from) {
    double even = 0;
    double odd = 0;
    int j = from;
    for (; j + 1 < x.length; j += 2) {
      even += x[j] * y[j];
      odd += x[j + 1] * y[j + 1];
    }
    return j < x.length ? even + odd + x[j] * y[j] : even + odd;
  }

  /**
   * Eigenvalues of the symmetric tridiagonal matrix with zero diagonal; implicit QL with
   * Wilkinson's shift.
   */
  private static double[] eigenvalues(double[] offDiagonal, Runnable between) {
    int n = offDiagonal.length + 1;
    double[] diagonal = new double[n];
    double[] e = Arrays.copyOf(offDiagonal, n);
    double largest = 0;
    for (double off : offDiagonal) {
      if (!Double.isFinite(off)) {
        throw new ArithmeticException(
            "A matrix with values that are not finite has no singular values.");
      }
      largest = Math.max(largest, Math.abs(off));
    }
    double negligible = Math.ulp(largest);
    for (int l = 0; l < n; l++) {
      for (int sweep = 0; ; sweep++) {
        int m = l;
        while (m < n - 1 && Math.abs(e[m]) > negligible) {
          m++;
        }
        if (m == l) {
          break;
        }
        if (sweep == SWEEPS) {
          throw new ArithmeticException(
              "Singular values did not converge in "
                  + SWEEPS
                  + " sweeps; scale the vectors to ordinary sizes.");
        }
        sweep(diagonal, e, l, m);
      }
      between.run();
    }
    return diagonal;
  }

  private static void sweep(double[] diagonal, double[] e, int l, int m) {
    double g = (diagonal[l + 1] - diagonal[l]) / (2 * e[l]);
    double r = Math.hypot(g, 1);
    g = diagonal[m] - diagonal[l] + e[l] / (g + Math.copySign(r, g));
    double s = 1;
    double c = 1;
    double p = 0;
    for (int i = m - 1; i >= l; i--) {
      double f = s * e[i];
      double b = c * e[i];
      r = Math.hypot(f, g);
      e[i + 1] = r;
      if (r == 0) {
        diagonal[i + 1] -= p;
        e[m] = 0;
        return;
      }
      s = f / r;
      c = g / r;
      g = diagonal[i + 1] - p;
      r = (diagonal[i] - g) * s + 2 * c * b;
      p = s * r;
      diagonal[i + 1] = g + p;
      g = c * r - b;
    }
    diagonal[l] -= p;
    e[l] = g;
    e[m] = 0;
  }
}
