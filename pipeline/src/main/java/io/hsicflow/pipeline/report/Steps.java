package io.hsicflow.pipeline.report;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The training steps of a run in their order, by the columns of {@code TrainingProgress}. */
final class Steps {
  private final Csv csv;

  /** Row of each step. */
  private final int[] rows;

  private Steps(Csv csv, int[] rows) {
    this.csv = csv;
    this.rows = rows;
  }

  /** Steps that were made again after a failure stand twice; of several the last counts. */
  static Steps of(Csv csv) throws IOException {
    Map<Double, Integer> last = new TreeMap<>();
    for (int row = 0; row < csv.rows(); row++) {
      last.put(csv.number(row, "step"), row);
    }
    return new Steps(csv, last.values().stream().mapToInt(Integer::intValue).toArray());
  }

  int count() {
    return rows.length;
  }

  /** A column; NaN in all rows where there is none of that name. */
  double[] column(String name) throws IOException {
    double[] values = new double[rows.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = csv.number(rows[i], name);
    }
    return values;
  }

  /** A column over the steps. */
  Series series(String title, String column) throws IOException {
    return new Series(title, column("step"), column(column));
  }

  /** Images a second from the end of the step before to the end of each, but the first. */
  Series speed() throws IOException {
    double[] images = column("images");
    double[] ends = column("endMillis");
    double[] step = column("step");
    double[] speed = new double[rows.length - 1];
    for (int i = 0; i < speed.length; i++) {
      double millis = ends[i + 1] - ends[i];
      speed[i] = millis > 0 ? 1000 * (images[i + 1] - images[i]) / millis : Double.NaN;
    }
    return new Series("images a second", Arrays.copyOfRange(step, 1, step.length), speed);
  }

  /** The last value of a column. */
  double last(String column) throws IOException {
    return csv.number(rows[rows.length - 1], column);
  }

  /** The sum of a column's finite values. */
  double sum(String column) throws IOException {
    double sum = 0;
    for (double value : column(column)) {
      sum += Double.isFinite(value) ? value : 0;
    }
    return sum;
  }

  /** How many values of a column, where there is one, are no finite number. */
  long notFinite(String column) throws IOException {
    return !csv.has(column)
        ? 0
        : Arrays.stream(column(column)).filter(value -> !Double.isFinite(value)).count();
  }

  /** Whether the last value of a column, where there is one, is no finite number. */
  boolean endsNotFinite(String column) throws IOException {
    return csv.has(column) && !Double.isFinite(last(column));
  }

  /** From the beginning of the first step to the end of the last. */
  double seconds() throws IOException {
    double[] ends = column("endMillis");
    double first = csv.number(rows[0], "stepMillis");
    return (ends[ends.length - 1] - ends[0] + (Double.isFinite(first) ? first : 0)) / 1000;
  }

  /** How many images in how many steps and how long. */
  String sentence() throws IOException {
    double seconds = seconds();
    return String.format(
        Locale.ROOT,
        "%,.0f images in %,.0f steps and %s, %.0f images a second",
        last("images"),
        last("step"),
        seconds < 120
            ? String.format(Locale.ROOT, "%.0f seconds", seconds)
            : String.format(Locale.ROOT, "%.0f minutes", seconds / 60),
        last("images") / Math.max(1e-3, seconds));
  }
}
