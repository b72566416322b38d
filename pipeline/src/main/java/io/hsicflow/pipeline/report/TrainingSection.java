package io.hsicflow.pipeline.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The learner's numbers over the steps, and where the time went. */
final class TrainingSection {
  private static final String STEPS = "steps";

  private final Steps steps;

  TrainingSection(Steps steps) {
    this.steps = steps;
  }

  /** Curves of what is learned by. */
  List<Html> curves() throws IOException {
    List<LineChart> charts = new ArrayList<>();
    charts.add(chart("Loss", steps.series("loss", "loss")));
    charts.add(
        chart("HSIC(Z, Y): views of one image", steps.series("HSIC(Z, Y), to be large", "hsicZy")));
    charts.add(
        chart("HSIC(Z, Z): all embeddings", steps.series("HSIC(Z, Z), to be small", "hsicZz")));
    charts.add(chart("Kernel scale", steps.series("kernel scale", "kernelScale")));
    charts.add(chart("Learning rate", steps.series("learning rate", "learningRate")));
    charts.add(chart("Tau of the target network", steps.series("tau", "tau")));
    charts.add(
        chart(
            "Spread of the embeddings",
            steps.series("deviation: 1 is even in all directions, 0 is collapse", "embeddingStd")));
    charts.add(chart("Gradient norm", steps.series("norm", "gradientNorm")));
    LineChart probe =
        chart("Online probe", steps.series("accuracy of a step's images", "probeAccuracy"));
    if (!probe.isEmpty()) {
      charts.add(probe);
    }
    return List.of(
        grid(charts),
        ReportPage.note(
            steps.count() > LineChart.DRAWN
                ? "A line is the mean of every %d steps, the band behind it their least and most."
                    .formatted((steps.count() + LineChart.DRAWN - 1) / LineChart.DRAWN)
                : "Every step is drawn."));
  }

  /** Images a second and what was waited. */
  List<Html> speed() throws IOException {
    double waited = steps.sum("waitMillis");
    double stepped = steps.sum("stepMillis");
    List<Html> pieces = new ArrayList<>();
    List<LineChart> charts = new ArrayList<>(List.of(chart("Images a second", steps.speed())));
    if (waited + stepped > 0) {
      charts.add(
          chart(
              "Milliseconds",
              steps.series("of a step", "stepMillis"),
              steps.series("waited before it", "waitMillis")));
    }
    pieces.add(grid(charts));
    pieces.add(
        ReportPage.note(
            waited + stepped > 0
                ? String.format(
                    Locale.ROOT,
                    "The trainer was at its steps for %.1f %% of the time and waited, for images or for what is done"
                        + " between steps, for %.1f %%.",
                    100 * stepped / (waited + stepped),
                    100 * waited / (waited + stepped))
                : "The metrics of this run do not say how long the trainer waited."));
    return pieces;
  }

  private static LineChart chart(String title, Series... curves) {
    return new LineChart(title, STEPS, List.of(curves), List.of(), false);
  }

  /** Charts beside one another where there is room. */
  static Html grid(List<LineChart> charts) {
    return Html.of("div", charts.stream().map(LineChart::html).toList()).with("class", "charts");
  }
}
