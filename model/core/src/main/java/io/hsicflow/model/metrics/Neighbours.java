package io.hsicflow.model.metrics;

/**
 * The nearest bank vectors of some queries.
 *
 * @param k neighbours of each query
 * @param index {@code [queries, k]} rows of the bank, nearest first
 * @param similarity {@code [queries, k]} of the same, descending
 */
public record Neighbours(int k, int[] index, float[] similarity) {
  /** Number of queries. */
  public int queries() {
    return index.length / k;
  }
}
