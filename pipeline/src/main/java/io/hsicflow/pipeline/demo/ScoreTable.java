package io.hsicflow.pipeline.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The scores as people and spreadsheets read them. */
final class ScoreTable {
  private static final String ABSENT = "-";

  private final List<Score> scores;
  private final boolean labelled;

  ScoreTable(List<Score> scores, boolean labelled) {
    this.scores = List.copyOf(scores);
    this.labelled = labelled;
  }

  /** Lines of text, a header first; accuracies in per cent where there are labels. */
  List<String> lines() {
    int width = scores.stream().mapToInt(score -> score.name().length()).max().orElse(0);
    String row =
        "%-"
            + Math.max(width, 10)
            + "s"
            + (labelled ? "  %9s  %9s  %9s" : "%.0s%.0s%.0s")
            + "  %7s  %9s";
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            row,
            labelled ? "kNN" : "",
            "k = 5",
            "k = 200",
            "linear",
            "RankMe",
            "deviation"));
    for (Score score : scores) {
      lines.add(
          String.format(
              Locale.ROOT,
              row,
              score.name(),
              percent(score.nearest5()),
              percent(score.nearest200()),
              percent(score.linear()),
              number(score.rankMe(), "%.1f"),
              number(score.deviation(), "%.3f")));
    }
    return lines;
  }

  /** The same as CSV; a number that does not apply is empty. */
  List<String> csv() {
    List<String> lines = new ArrayList<>();
    lines.add("name,kind,knn5,knn200,linear,rankme,deviation");
    for (Score score : scores) {
      lines.add(
          '"'
              + score.name()
              + "\","
              + score.kind().name().toLowerCase(Locale.ROOT)
              + ','
              + cell(score.nearest5())
              + ','
              + cell(score.nearest200())
              + ','
              + cell(score.linear())
              + ','
              + cell(score.rankMe())
              + ','
              + cell(score.deviation()));
    }
    return lines;
  }

  private static String percent(double fraction) {
    return number(100 * fraction, "%.2f %%");
  }

  private static String number(double value, String format) {
    return Double.isNaN(value) ? ABSENT : String.format(Locale.ROOT, format, value);
  }

  static String cell(double value) {
    return Double.isNaN(value) ? "" : Double.toString(value);
  }
}
