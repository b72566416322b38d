package io.hsicflow.pipeline.report;

import io.hsicflow.operators.evaluator.Figures;
import io.hsicflow.operators.snapshot.EvaluationMetric;
import io.hsicflow.operators.snapshot.SnapshotEntry;
import io.hsicflow.operators.snapshot.SnapshotEvaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the stream did while the run went on, by the evaluations beside its snapshots. */
final class StreamSection {

  private final List<SnapshotEntry> evaluated;

  /**
   * @param snapshots the one published first in front
   */
  StreamSection(List<SnapshotEntry> snapshots) {
    evaluated =
        snapshots.stream()
            .filter(entry -> entry.description().isPresent() && !entry.evaluations().isEmpty())
            .toList();
  }

  /** Charts and a table of what there is; none where the stream was not looked at. */
  List<Html> html() {
    List<LineChart> charts = new ArrayList<>();
    add(
        charts,
        "Drift",
        series("from the probe", Figures.DRIFT, Figures.VALUE),
        series("from the window before", Figures.WINDOW_DRIFT, Figures.VALUE),
        series("the same by chance, once in twenty", Figures.WINDOW_DRIFT, Figures.NOISE));
    add(
        charts,
        "Novelty: 0 is a repetition",
        series("of what came since", Figures.NOVELTY, Figures.VALUE),
        series("of the window before", Figures.NOVELTY, Figures.BEFORE));
    List<Html> pieces = new ArrayList<>();
    if (!charts.isEmpty()) {
      pieces.add(TrainingSection.grid(charts));
    }
    lastSources().ifPresent(sources -> pieces.add(table(sources)));
    return pieces;
  }

  private static void add(List<LineChart> charts, String title, Series... curves) {
    LineChart chart = new LineChart(title, "images seen", List.of(curves), List.of(), true);
    if (!chart.isEmpty()) {
      charts.add(chart);
    }
  }

  private Series series(String name, String evaluation, String metric) {
    EvaluationMetric figure = new EvaluationMetric(evaluation, metric);
    return new Series(
        name,
        evaluated.stream()
            .mapToDouble(entry -> entry.description().orElseThrow().metadata().images())
            .toArray(),
        evaluated.stream()
            .mapToDouble(entry -> figure.valueIn(entry.evaluations()).orElse(Double.NaN))
            .toArray());
  }

  private Optional<SnapshotEvaluation> lastSources() {
    return evaluated.stream()
        .flatMap(entry -> entry.evaluations().stream())
        .filter(evaluation -> evaluation.name().equals(Figures.SOURCES))
        .reduce((first, second) -> second);
  }

  /** One row for each source, in the order of the evaluation. */
  private static Html table(SnapshotEvaluation sources) {
    Table table =
        new Table(List.of("source", "of the last images", "share", "seconds since the latest"));
    Map<String, Double> figures = sources.metrics();
    String images = "." + Figures.IMAGES;
    for (String figure : figures.keySet()) {
      if (figure.endsWith(images)) {
        String source = figure.substring(0, figure.length() - images.length());
        table.row(
            false,
            List.of(
                source,
                number(figures.get(figure), 1, "%,.0f"),
                number(figures.get(source + "." + Figures.SHARE), 100, "%.1f %%"),
                number(figures.get(source + "." + Figures.AGE_SECONDS), 1, "%,.0f")));
      }
    }
    return table.html("scores");
  }

  private static String number(Double value, double unit, String format) {
    return value == null || value.isNaN() ? "-" : String.format(Locale.ROOT, format, unit * value);
  }
}
