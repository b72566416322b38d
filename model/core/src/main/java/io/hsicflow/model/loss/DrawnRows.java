package io.hsicflow.model.loss;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Rows that were drawn with replacement: each one once, with how often it was drawn. A batch of 64
 * has 256 hiddens, and the 1,024 draws of a kernel scale's side (docs/method.md section 5) name
 * each of them four times: what holds for a row need be computed once.
 *
 * @param rows those drawn, the most often drawn first; then the last one again, so that there are
 *     as many in every step and all steps take the same memory
 * @param times how often each was drawn, falling; 0 for what only fills up
 * @param drawn how many were drawn at least once
 */
record DrawnRows(int[] rows, int[] times, int drawn) {
  /**
   * Counts draws.
   *
   * @param draws rows, each 0 or more, at least one
   * @param candidates how many different rows there may be among them
   * @throws IllegalArgumentException if there are more
   */
  static DrawnRows of(int[] draws, int candidates) {
    int[] counts = new int[Arrays.stream(draws).max().orElseThrow() + 1];
    for (int row : draws) {
      counts[row]++;
    }
    int[] drawn =
        IntStream.range(0, counts.length)
            .filter(row -> counts[row] > 0)
            .boxed()
            .sorted(Comparator.comparing(row -> -counts[row]))
            .mapToInt(row -> row)
            .toArray();
    if (drawn.length > candidates) {
      throw new IllegalArgumentException(
          "%d different rows were drawn where there are %d.".formatted(drawn.length, candidates));
    }
    int[] rows = new int[Math.min(draws.length, candidates)];
    int[] times = new int[rows.length];
    Arrays.setAll(rows, i -> drawn[Math.min(i, drawn.length - 1)]);
    Arrays.setAll(times, i -> i < drawn.length ? counts[rows[i]] : 0);
    return new DrawnRows(rows, times, drawn.length);
  }
}
