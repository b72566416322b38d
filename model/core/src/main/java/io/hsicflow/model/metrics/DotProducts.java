package io.hsicflow.model.metrics;

import java.util.Arrays;

/**
 * Inner products of some queries with a panel of the bank. The panel is held transposed, so that
 * the inner loop adds eight scaled rows to a row of results: plain Java that the compiler turns
 * into vector instructions, which it does not do for a sum over one row.
 */
final class DotProducts {
  /** Bank vectors of a panel. */
  static final int PANEL = 512;

  /** Queries that share a pass over the panel, so that their results stay in the cache. */
  static final int QUERIES = 64;

  /**
   * More rows a pass, or rows within one array, and the compiler no longer makes vector
   * instructions.
   */
  private static final int UNROLLED = 4;

  private final Vectors bank;
  private final float[][] panel;
  private final float[][] results = new float[QUERIES][PANEL];

  DotProducts(Vectors bank) {
    this.bank = bank;
    this.panel = new float[(bank.dimension() + UNROLLED - 1) / UNROLLED * UNROLLED][PANEL];
  }

  /** Takes the bank vectors from {@code start}; returns how many there are in the panel. */
  int load(int start) {
    int count = Math.min(PANEL, bank.count() - start);
    int dimension = bank.dimension();
    for (int d = 0; d < dimension; d++) {
      float[] row = panel[d];
      Arrays.fill(row, count, PANEL, 0);
      for (int i = 0; i < count; i++) {
        row[i] = bank.values()[(start + i) * dimension + d];
      }
    }
    return count;
  }

  /**
   * Products of up to {@link #QUERIES} queries from {@code first} with the panel.
   *
   * @return row q holds those of query {@code first + q}, {@link #PANEL} long; overwritten by the
   *     next call
   */
  float[][] multiply(Vectors query, int first) {
    int count = Math.min(QUERIES, query.count() - first);
    for (int q = 0; q < count; q++) {
      Arrays.fill(results[q], 0);
    }
    for (int d = 0; d < panel.length; d += UNROLLED) {
      for (int q = 0; q < count; q++) {
        int at = (first + q) * query.dimension();
        addRows(
            results[q],
            panel[d],
            value(query, at, d),
            panel[d + 1],
            value(query, at, d + 1),
            panel[d + 2],
            value(query, at, d + 2),
            panel[d + 3],
            value(query, at, d + 3));
      }
    }
    return results;
  }

  private static float value(Vectors query, int at, int d) {
    return d < query.dimension() ? query.values()[at + d] : 0;
  }

  private static void addRows(
      float[] sum,
      float[] row0,
      float by0,
      float[] row1,
      float by1,
      float[] row2,
      float by2,
      float[] row3,
      float by3) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += (by0 * row0[i] + by1 * row1[i]) + (by2 * row2[i] + by3 * row3[i]);
    }
  }
}
