package io.hsicflow.operators.evaluator;

import io.hsicflow.operators.sources.SourceLabels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who sent the images of a window: of each source its images, their share, and how long ago the
 * latest of them was captured. Sources are called as in metrics ({@link SourceLabels}).
 */
final class WindowSources {

  /** So many have figures of their own, or an evaluation would be as long as strangers like. */
  static final int MOST = 20;

  private static final double MILLIS = 1_000;

  private WindowSources() {}

  private static final class Tally {
    private final String source;
    private int images;
    private long capturedAt = Long.MIN_VALUE;

    Tally(String source) {
      this.source = source;
    }

    void add(int more, long captured) {
      images += more;
      capturedAt = Math.max(capturedAt, captured);
    }
  }

  /**
   * The figures {@code SOURCE.images}, {@code SOURCE.share} and {@code SOURCE.ageSeconds}, the
   * source that sent most in front.
   *
   * @param now milliseconds since 1970
   */
  static Map<String, Double> figures(List<WindowImage> window, long now) {
    Map<String, Tally> bySource = new HashMap<>();
    for (WindowImage image : window) {
      bySource.computeIfAbsent(image.source(), Tally::new).add(1, image.capturedAt());
    }
    List<Tally> mostFirst = new ArrayList<>(bySource.values());
    mostFirst.sort(
        Comparator.comparingInt((Tally tally) -> -tally.images)
            .thenComparing(tally -> tally.source));
    SourceLabels labels = new SourceLabels();
    Tally others = new Tally("");
    Map<String, Double> figures = new LinkedHashMap<>();
    for (int rank = 0; rank < mostFirst.size(); rank++) {
      Tally tally = mostFirst.get(rank);
      String label = rank < MOST ? labels.give(tally.source) : null;
      if (label == null) {
        others.add(tally.images, tally.capturedAt);
      } else {
        put(figures, label, tally, window.size(), now);
      }
    }
    if (others.images > 0) {
      put(figures, SourceLabels.OTHER, others, window.size(), now);
    }
    return figures;
  }

  private static void put(
      Map<String, Double> figures, String label, Tally tally, int all, long now) {
    figures.put(label + "." + Figures.IMAGES, (double) tally.images);
    figures.put(label + "." + Figures.SHARE, (double) tally.images / all);
    figures.put(label + "." + Figures.AGE_SECONDS, ((double) now - tally.capturedAt) / MILLIS);
  }
}
