package io.hsicflow.pipeline.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Points of a plane as SVG, coloured by their label. Both axes have one scale. Ten colours, round
 * and square, tell twenty labels apart; of more labels there is no legend.
 *
 * @param title above it
 * @param points by label, in the legend's order
 */
record ScatterChart(String title, Map<String, List<Point>> points) {
  private static final int COLOURS = 10;

  /** So many labels are told apart; of more there is no legend. */
  static final int TOLD_APART = 2 * COLOURS;

  private static final int SIDE = 360;

  /** A place in the plane. */
  record Point(double x, double y) {}

  /** The figure. */
  Html html() {
    double[] xs = flat(true);
    double[] ys = flat(false);
    Axis x = Axis.around(xs, 0.04, 0, SIDE);
    Axis y = Axis.around(ys, 0.04, SIDE, 0);
    double scale = Math.min(SIDE / (x.most() - x.least()), SIDE / (y.most() - y.least()));
    Axis across = scaled(x, scale, 0, SIDE);
    Axis up = scaled(y, scale, SIDE, 0);
    List<Html> drawn = new ArrayList<>();
    List<Html> legend = new ArrayList<>();
    int number = 0;
    for (Map.Entry<String, List<Point>> label : points.entrySet()) {
      String look = "c" + number % COLOURS + (number / COLOURS % 2 == 0 ? "" : " square");
      StringBuilder path = new StringBuilder();
      for (Point point : label.getValue()) {
        if (Double.isFinite(point.x()) && Double.isFinite(point.y())) {
          path.append('M')
              .append(LineChart.place(across.at(point.x())))
              .append(' ')
              .append(LineChart.place(up.at(point.y())))
              .append("h0");
        }
      }
      drawn.add(Html.of("path").with("class", "point " + look).with("d", path));
      if (!label.getKey().isEmpty() && points.size() <= TOLD_APART) {
        legend.add(LineChart.entry("key spot " + look, label.getKey()));
      }
      number++;
    }
    Html svg =
        Html.of("svg", drawn)
            .with("viewBox", "0 0 " + SIDE + " " + SIDE)
            .with("role", "img")
            .with("aria-label", title);
    Html figure = Html.of("figure", Html.of("figcaption", title), svg).with("class", "map");
    return legend.isEmpty()
        ? figure
        : figure.add(List.of(Html.of("ul", legend).with("class", "legend")));
  }

  private double[] flat(boolean x) {
    return points.values().stream()
        .flatMap(List::stream)
        .mapToDouble(point -> x ? point.x() : point.y())
        .toArray();
  }

  /** The same middle, with {@code scale} pixels for one. */
  private static Axis scaled(Axis axis, double scale, double start, double end) {
    double middle = (axis.least() + axis.most()) / 2;
    double half = SIDE / scale / 2;
    return new Axis(middle - half, middle + half, start, end);
  }
}
