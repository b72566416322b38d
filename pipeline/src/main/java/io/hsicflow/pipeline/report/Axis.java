package io.hsicflow.pipeline.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Where numbers come to stand between two ends of a chart, with round numbers to read by.
 *
 * @param least the number at {@code start}
 * @param most the number at {@code end}
 * @param start a place in the chart
 * @param end another
 */
record Axis(double least, double most, double start, double end) {
  private static final double[] ROUND = {1, 2, 2.5, 5, 10};

  /** One that has room for all finite numbers of {@code values}, and a little more. */
  static Axis around(double[] values, double margin, double start, double end) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      if (Double.isFinite(value)) {
        least = Math.min(least, value);
        most = Math.max(most, value);
      }
    }
    if (least > most) {
      return new Axis(0, 1, start, end);
    }
    double room = margin * (most - least);
    if (most == least) {
      // A line that is level stands in the middle.
      room = most == 0 ? 1 : Math.abs(most) / 10;
    }
    return new Axis(least - room, most + room, start, end);
  }

  /** The place of a number. */
  double at(double value) {
    return start + (value - least) / (most - least) * (end - start);
  }

  /** About {@code wanted} round numbers within. */
  List<Double> ticks(int wanted) {
    double step = step(wanted);
    List<Double> ticks = new ArrayList<>();
    for (long i = (long) Math.ceil(least / step - 1e-9); i * step <= most + 1e-9 * step; i++) {
      ticks.add(i * step);
    }
    return ticks;
  }

  private double step(int wanted) {
    double rough = (most - least) / wanted;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    for (double round : ROUND) {
      if (round * power >= rough * (1 - 1e-9)) {
        return round * power;
      }
    }
    throw new IllegalStateException("No round step for " + least + " to " + most + ".");
  }

  /** A tick's number with as many digits as tell it from the next. */
  String label(double tick, int wanted) {
    double step = step(wanted);
    double largest = Math.max(Math.abs(least), Math.abs(most));
    if (largest >= 1e6) {
      return digits(tick / 1e6, step / 1e6) + " M";
    }
    if (largest >= 1e4) {
      return digits(tick / 1e3, step / 1e3) + " k";
    }
    return largest < 1e-3 ? String.format(Locale.ROOT, "%.1e", tick) : digits(tick, step);
  }

  private static String digits(double value, double step) {
    int decimals = 0;
    while (decimals < 6
        && Math.abs(step * Math.pow(10, decimals) % 1) > 1e-6
        && Math.abs(step * Math.pow(10, decimals) % 1) < 1 - 1e-6) {
      decimals++;
    }
    return String.format(Locale.ROOT, "%." + decimals + "f", value == 0 ? 0.0 : value);
  }
}
