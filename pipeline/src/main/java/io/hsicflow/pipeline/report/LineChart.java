package io.hsicflow.pipeline.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Curves over one axis as SVG, with a legend below. Of a long curve the mean of some points is
 * drawn, and their least and most as a band behind it.
 *
 * @param title above it
 * @param across what stands on the horizontal axis
 * @param curves at most as many as there are colours
 * @param floors levels to compare the curves with
 * @param points whether single points are marked
 */
record LineChart(
    String title, String across, List<Series> curves, List<Floor> floors, boolean points) {
  /** Curves that are told apart by their colour. */
  static final int COLOURS = 4;

  /** Points of a curve that are drawn. */
  static final int DRAWN = 240;

  private static final int WIDTH = 360;
  private static final int HEIGHT = 210;
  private static final int LEFT = 46;
  private static final int RIGHT = 10;
  private static final int TOP = 8;
  private static final int BOTTOM = 34;
  private static final int TICKS = 4;

  /**
   * A level across the chart.
   *
   * @param name in the legend
   * @param curve that it is to be compared with, from 0: it has its colour
   * @param dotted not dashed, where a curve has two
   */
  record Floor(String name, double level, int curve, boolean dotted) {
    private String style() {
      return "floor c" + curve + (dotted ? " dotted" : "");
    }
  }

  /** Checks the number of curves. */
  LineChart {
    if (curves.size() > COLOURS || floors.size() > COLOURS) {
      throw new IllegalArgumentException(
          "The chart %s has %d curves and %d floors; there are %d colours."
              .formatted(title, curves.size(), floors.size(), COLOURS));
    }
  }

  /** Whether there is a value to draw. */
  boolean isEmpty() {
    return curves.stream().allMatch(curve -> curve.gaps() == curve.y().length);
  }

  /** The figure. */
  Html html() {
    List<List<Series.Bucket>> drawn = curves.stream().map(curve -> curve.buckets(DRAWN)).toList();
    Axis x =
        Axis.around(
            curves.stream().flatMapToDouble(curve -> Arrays.stream(curve.x())).toArray(),
            0,
            LEFT,
            WIDTH - RIGHT);
    Axis y = Axis.around(heights(drawn), 0.05, HEIGHT - BOTTOM, TOP);
    List<Html> parts = new ArrayList<>(grid(x, y));
    for (Floor floor : floors) {
      double level = y.at(floor.level());
      parts.add(line(LEFT, level, WIDTH - RIGHT, level).with("class", floor.style()));
    }
    for (int i = 0; i < drawn.size(); i++) {
      parts.add(Html.of("path").with("class", "band c" + i).with("d", band(drawn.get(i), x, y)));
      parts.add(Html.of("path").with("class", "curve c" + i).with("d", curve(drawn.get(i), x, y)));
      if (points) {
        parts.add(Html.of("path").with("class", "dot c" + i).with("d", dots(drawn.get(i), x, y)));
      }
    }
    Html svg =
        Html.of("svg", parts)
            .with("viewBox", "0 0 " + WIDTH + " " + HEIGHT)
            .with("role", "img")
            .with("aria-label", title + " over " + across);
    return Html.of("figure", Html.of("figcaption", title), svg, legend()).with("class", "chart");
  }

  private double[] heights(List<List<Series.Bucket>> drawn) {
    List<Double> heights = new ArrayList<>();
    for (List<Series.Bucket> buckets : drawn) {
      for (Series.Bucket bucket : buckets) {
        heights.add(bucket.least());
        heights.add(bucket.most());
      }
    }
    floors.forEach(floor -> heights.add(floor.level()));
    return heights.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private List<Html> grid(Axis x, Axis y) {
    List<Html> parts = new ArrayList<>();
    for (double tick : y.ticks(TICKS)) {
      parts.add(line(LEFT, y.at(tick), WIDTH - RIGHT, y.at(tick)).with("class", "grid"));
      parts.add(label(y.label(tick, TICKS), LEFT - 5, y.at(tick) + 4, "end"));
    }
    for (double tick : x.ticks(TICKS)) {
      parts.add(label(x.label(tick, TICKS), x.at(tick), HEIGHT - BOTTOM + 15, "middle"));
    }
    parts.add(label(across, (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 4, "middle"));
    return parts;
  }

  private Html legend() {
    List<Html> entries = new ArrayList<>();
    for (int i = 0; i < curves.size(); i++) {
      Series curve = curves.get(i);
      String gaps =
          curve.gaps() == 0
              ? ""
              : " (%d of %d are no finite number)".formatted(curve.gaps(), curve.y().length);
      entries.add(entry("key c" + i, curve.name() + gaps));
    }
    for (Floor floor : floors) {
      entries.add(entry("key " + floor.style(), floor.name()));
    }
    return Html.of("ul", entries).with("class", "legend");
  }

  /** A line of a legend with its sign. */
  static Html entry(String sign, String text) {
    return Html.of("li", Html.of("span").with("class", sign), Html.text(text));
  }

  private static Html line(double x1, double y1, double x2, double y2) {
    return Html.of("line")
        .with("x1", place(x1))
        .with("y1", place(y1))
        .with("x2", place(x2))
        .with("y2", place(y2));
  }

  private static Html label(String text, double x, double y, String anchor) {
    return Html.of("text", text)
        .with("x", place(x))
        .with("y", place(y))
        .with("text-anchor", anchor);
  }

  private static String curve(List<Series.Bucket> buckets, Axis x, Axis y) {
    StringBuilder path = new StringBuilder();
    boolean on = false;
    for (Series.Bucket bucket : buckets) {
      boolean finite = Double.isFinite(bucket.mean());
      if (finite) {
        path.append(on ? 'L' : 'M').append(point(x.at(bucket.x()), y.at(bucket.mean())));
      }
      on = finite;
    }
    return path.toString();
  }

  private static String dots(List<Series.Bucket> buckets, Axis x, Axis y) {
    StringBuilder path = new StringBuilder();
    for (Series.Bucket bucket : buckets) {
      if (Double.isFinite(bucket.mean())) {
        path.append('M').append(point(x.at(bucket.x()), y.at(bucket.mean()))).append("h0");
      }
    }
    return path.toString();
  }

  /** From the least values forth along the most values back; a gap is bridged. */
  private static String band(List<Series.Bucket> buckets, Axis x, Axis y) {
    StringBuilder forth = new StringBuilder();
    StringBuilder back = new StringBuilder();
    for (Series.Bucket bucket : buckets) {
      if (Double.isFinite(bucket.mean())) {
        forth
            .append(forth.isEmpty() ? 'M' : 'L')
            .append(point(x.at(bucket.x()), y.at(bucket.least())));
        back.insert(0, "L" + point(x.at(bucket.x()), y.at(bucket.most())));
      }
    }
    return forth.isEmpty() ? "" : forth.append(back).append('Z').toString();
  }

  private static String point(double x, double y) {
    return place(x) + " " + place(y);
  }

  /** A tenth of a pixel is as fine as anyone sees. */
  static String place(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
