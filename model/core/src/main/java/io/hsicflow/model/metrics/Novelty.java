package io.hsicflow.model.metrics;

import java.util.Arrays;

/**
 * How unlike what has been seen images are: the distance of each from the nearest of what is known,
 * 1 - cosine around the mean of what is known, and of all distances the median. 0 is a repetition,
 * 1 has nothing in common with anything known.
 *
 * @param value of the images that are new
 * @param before of the window before them, each image without itself: what is usual
 */
public record Novelty(double value, double before) {

  /**
   * Novelty of a window.
   *
   * @param bank {@code [b, d]} embeddings of images that are known anyway
   * @param before {@code [n, d]} of the window before, which is known too
   * @param now {@code [m, d]} of the images that are new, all embedded by one encoder
   * @param between called every few milliseconds of work, by the calling thread: a place to rest,
   *     or to throw an exception that ends it
   * @throws IllegalArgumentException where one has no vectors, or their dimensions differ
   */
  public static Novelty of(Vectors bank, Vectors before, Vectors now, Runnable between) {
    Vectors known = bank.with(before);
    Neighbours ofNow = new NearestNeighbours(1, between).byCentredCosine(known, now);
    Neighbours ofBefore = new NearestNeighbours(2, between).byCentredCosine(known, before);
    double[] distances = new double[now.count()];
    for (int i = 0; i < distances.length; i++) {
      distances[i] = 1 - ofNow.similarity()[i];
    }
    double[] usual = new double[before.count()];
    for (int i = 0; i < usual.length; i++) {
      boolean isItself = ofBefore.index()[2 * i] == bank.count() + i;
      usual[i] = 1 - ofBefore.similarity()[isItself ? 2 * i + 1 : 2 * i];
    }
    return new Novelty(median(distances), median(usual));
  }

  private static double median(double[] distances) {
    if (distances.length == 0) {
      throw new IllegalArgumentException("There is no novelty of 0 vectors; give at least 1.");
    }
    Arrays.sort(distances);
    // Rounding takes a repetition a little below 0.
    return Math.max(0, distances[(distances.length - 1) / 2]);
  }
}
