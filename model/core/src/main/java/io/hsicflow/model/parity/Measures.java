package io.hsicflow.model.parity;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Gathers what a check measured, and notes on how. */
public final class Measures {
  private final List<Measure> all = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  Measures() {}

  /** An error that is there already. */
  void add(String what, double error, double bar) {
    all.add(new Measure(what, error, bar));
  }

  /** The relative error of a tensor. */
  void tensor(String what, double[] ours, double[] golden, double bar) {
    add(what, RelativeError.of(ours, golden), bar);
  }

  /** The relative error of a number. */
  void number(String what, double ours, double golden, double bar) {
    add(what, RelativeError.of(ours, golden), bar);
  }

  /** The largest difference of any value. */
  void planes(String what, float[][] ours, float[][] golden, double bar) {
    double largest = 0;
    for (int c = 0; c < golden.length; c++) {
      if (ours[c].length != golden[c].length) {
        throw new IllegalArgumentException(
            "There are %d values where %d are golden.".formatted(ours[c].length, golden[c].length));
      }
      for (int i = 0; i < ours[c].length; i++) {
        largest = Math.max(largest, Math.abs((double) ours[c][i] - golden[c][i]));
      }
    }
    add(what, largest, bar);
  }

  /** Something that must be equal; the error is how far it is off. */
  void equal(String what, long ours, long golden) {
    add(what, Math.abs((double) ours - golden), Bars.EQUAL);
  }

  void addAll(Measures others) {
    all.addAll(others.all);
    notes.addAll(others.notes);
  }

  /** Tells the reader how the figures came about. */
  void note(String sentence) {
    notes.add(sentence);
  }

  /** Tells of what was measured without a bar to hold it to. */
  void noteWhatHasNoBar() {
    List<Measure> free = all.stream().filter(measure -> measure.bar() == Bars.FINITE).toList();
    free.stream()
        .max(Comparator.comparingDouble(Measure::error))
        .ifPresent(
            largest ->
                note(
                    String.format(
                        Locale.ROOT,
                        "%d figures have no bar; the largest error is %.1e of %s.",
                        free.size(),
                        largest.error(),
                        largest.what())));
  }

  boolean pass() {
    return all.stream().allMatch(Measure::passes);
  }

  List<Measure> all() {
    return List.copyOf(all);
  }

  String notes() {
    return String.join(" ", notes);
  }
}
