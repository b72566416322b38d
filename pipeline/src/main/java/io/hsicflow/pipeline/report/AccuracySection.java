package io.hsicflow.pipeline.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** How often neighbours and a linear classifier were right, and what that is worth untrained. */
final class AccuracySection {
  private static final String PIXELS = "pixels";
  private static final String PIXELS_TO_LEARN = "pixels_to_learn";
  private static final String UNTRAINED = "untrained";
  private static final String TRAINED = "trained";
  private static final String KNN = "knn5";
  private static final String LINEAR = "linear";

  private final List<Accuracy> accuracies;
  private final Optional<Csv> table;

  /**
   * @param table of a demo, if there is one
   */
  AccuracySection(List<Accuracy> accuracies, Optional<Csv> table) {
    this.accuracies = accuracies;
    this.table = table;
  }

  /** One sentence with the numbers. */
  String answer() {
    List<Accuracy> known =
        accuracies.stream().filter(accuracy -> Double.isFinite(accuracy.knn())).toList();
    if (known.isEmpty()) {
      return "Nothing was evaluated in this run, so the curves below have to answer: both HSIC terms and the spread of"
          + " the embeddings.";
    }
    Accuracy first = known.get(0);
    Accuracy last = known.get(known.size() - 1);
    return String.format(
        Locale.ROOT,
        "Nearest neighbours were right for %.1f %% of the query after %,.0f images and for %.1f %% after %,.0f; this run"
            + " has no floors to compare that with.",
        100 * first.knn(),
        first.images(),
        100 * last.knn(),
        last.images());
  }

  List<Html> html() throws IOException {
    List<Html> pieces = new ArrayList<>();
    LineChart chart =
        new LineChart("Right answers in per cent", "images seen", curves(), floors(), true);
    if (chart.isEmpty()) {
      pieces.add(ReportPage.sentence("No accuracy was measured while this run was under way."));
    } else {
      pieces.add(TrainingSection.grid(List.of(chart)));
      if (table.isPresent()) {
        pieces.add(
            ReportPage.note(
                "The curve is of a part of the probe, while training went on; floors and table are of all of it."));
      }
    }
    if (table.isPresent()) {
      pieces.add(scores(table.get()));
    } else {
      pieces.add(
          ReportPage.sentence(
              "There are no floors (raw pixels, untrained encoder): only a demo measures them."));
    }
    return pieces;
  }

  private List<Series> curves() {
    List<Series> curves = new ArrayList<>();
    add(curves, "nearest neighbours", Accuracy::knn);
    add(curves, "linear classifier", Accuracy::linear);
    return curves;
  }

  private void add(List<Series> curves, String name, ToDoubleFunction<Accuracy> value) {
    Series curve =
        new Series(
            name,
            accuracies.stream().mapToDouble(Accuracy::images).toArray(),
            accuracies.stream()
                .mapToDouble(accuracy -> 100 * value.applyAsDouble(accuracy))
                .toArray());
    if (curve.gaps() < curve.y().length) {
      curves.add(curve);
    }
  }

  /** The best of the raw pixels and the best of the untrained encoder. */
  private List<LineChart.Floor> floors() throws IOException {
    List<LineChart.Floor> floors = new ArrayList<>();
    for (String kind : List.of(PIXELS, UNTRAINED)) {
      int row = best(kind, KNN);
      if (row >= 0) {
        floors.add(floor(table.get().text(row, "name"), table.get().number(row, KNN), 0, kind));
      }
    }
    for (String kind : List.of(PIXELS_TO_LEARN, UNTRAINED)) {
      int row = best(kind, LINEAR);
      if (row >= 0) {
        String name = "linear, " + table.get().text(row, "name");
        floors.add(floor(name, table.get().number(row, LINEAR), 1, kind));
      }
    }
    return floors;
  }

  private static LineChart.Floor floor(String name, double level, int curve, String kind) {
    return new LineChart.Floor(
        String.format(Locale.ROOT, "%s: %.1f %%", name, 100 * level),
        100 * level,
        curve,
        kind.equals(UNTRAINED));
  }

  /** The row of that kind with the largest finite number, -1 where there is none. */
  private int best(String kind, String column) throws IOException {
    int best = -1;
    double level = Double.NEGATIVE_INFINITY;
    for (int row = 0; table.isPresent() && row < table.get().rows(); row++) {
      double value = table.get().number(row, column);
      if (table.get().text(row, "kind").equals(kind) && Double.isFinite(value) && value > level) {
        best = row;
        level = value;
      }
    }
    return best;
  }

  private static Html scores(Csv csv) throws IOException {
    Table table =
        new Table(List.of("", "kNN, k = 5", "kNN, k = 200", "linear", "RankMe", "deviation"));
    for (int row = 0; row < csv.rows(); row++) {
      table.row(
          csv.text(row, "kind").equals(TRAINED),
          List.of(
              csv.text(row, "name"),
              number(100 * csv.number(row, KNN), "%.2f %%"),
              number(100 * csv.number(row, "knn200"), "%.2f %%"),
              number(100 * csv.number(row, LINEAR), "%.2f %%"),
              number(csv.number(row, "rankme"), "%.1f"),
              number(csv.number(row, "deviation"), "%.3f")));
    }
    return table.html("scores");
  }

  private static String number(double value, String format) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value);
  }
}
