package io.hsicflow.pipeline.cli;

import io.hsicflow.operators.evaluator.Figures;
import io.hsicflow.operators.snapshot.SnapshotComparison;
import io.hsicflow.operators.snapshot.TensorDistance;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Two snapshots side by side, as text and as an object of JSON. */
final class ComparisonText {
  private static final String NONE = "-";

  private final SnapshotComparison comparison;

  ComparisonText(SnapshotComparison comparison) {
    this.comparison = comparison;
  }

  /** Tables of what differs. */
  String text() {
    StringBuilder text = new StringBuilder();
    text.append(String.format("A  %s%nB  %s%n", comparison.a().name(), comparison.b().name()));
    sides(text, "setting that differs", comparison.settings(), false);
    if (comparison.settings().isEmpty()) {
      text.append(String.format("%nTheir settings do not differ.%n"));
    }
    sides(text, "last step before it", comparison.metrics(), true);
    sides(text, "evaluation", comparison.evaluations(), true);
    if (comparison.evaluations().isEmpty()) {
      text.append(String.format("%nNeither was evaluated.%n"));
    } else {
      text.append(agreement(comparison.evaluations()));
    }
    comparison
        .otherImages()
        .forEach(
            name ->
                text.append(
                    String.format(
                        "%s was over another number of images for each; its results do not compare.%n",
                        LetterText.clean(name))));
    distances(text);
    return text.toString();
  }

  /**
   * Whether the evaluations agree on which of the two has more; not whether more is better. Who
   * sent the stream's last images says nothing of a snapshot.
   */
  private static String agreement(List<SnapshotComparison.Side> results) {
    double[] differences =
        results.stream()
            .filter(result -> !result.name().startsWith(Figures.SOURCES + "."))
            .mapToDouble(SnapshotComparison.Side::difference)
            .toArray();
    return String.format(
        "Results of both: B has more in %d, less in %d, as much in %d.%n",
        Arrays.stream(differences).filter(difference -> difference > 0).count(),
        Arrays.stream(differences).filter(difference -> difference < 0).count(),
        Arrays.stream(differences).filter(difference -> difference == 0).count());
  }

  private static void sides(
      StringBuilder text, String title, List<SnapshotComparison.Side> sides, boolean numbers) {
    TextColumns table = new TextColumns(title, "A", "B", numbers ? "B - A" : "");
    for (SnapshotComparison.Side side : sides) {
      table.row(
          side.name(),
          cell(side.ofA(), numbers),
          cell(side.ofB(), numbers),
          numbers ? number(side.difference()) : "");
    }
    if (!table.isEmpty()) {
      text.append(System.lineSeparator()).append(table.text());
    }
  }

  private static String cell(Object value, boolean numbers) {
    if (value == null) {
      return NONE;
    }
    return numbers && value instanceof Double number ? number(number) : value.toString();
  }

  private static String number(double value) {
    return Double.isNaN(value) ? NONE : String.format(Locale.ROOT, "%.6g", value);
  }

  private void distances(StringBuilder text) {
    TextColumns table =
        new TextColumns("part", "numbers", "|A - B| / |A|", "cosine", "largest difference");
    for (TensorDistance distance : comparison.distances()) {
      table.row(
          distance.part(),
          String.valueOf(distance.numbers()),
          number(distance.relative()),
          number(distance.cosine()),
          number(distance.largest()));
    }
    text.append(System.lineSeparator()).append(table.text());
    if (!comparison.incomparable().isEmpty()) {
      text.append(
          String.format(
              "%d tensors are in one alone or have other shapes: they are other networks.%n",
              comparison.incomparable().size()));
    }
  }

  /** All of it. */
  Map<String, Object> object() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("a", comparison.a().name());
    object.put("b", comparison.b().name());
    object.put("settings_that_differ", sides(comparison.settings()));
    object.put("training", sides(comparison.metrics()));
    object.put("evaluations", sides(comparison.evaluations()));
    object.put("evaluations_over_other_images", comparison.otherImages());
    object.put("weights", comparison.distances().stream().map(ComparisonText::object).toList());
    object.put("tensors_that_do_not_compare", comparison.incomparable());
    return object;
  }

  private static Map<String, Object> sides(List<SnapshotComparison.Side> sides) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (SnapshotComparison.Side side : sides) {
      Map<String, Object> both = new LinkedHashMap<>();
      both.put("a", finite(side.ofA()));
      both.put("b", finite(side.ofB()));
      object.put(side.name(), both);
    }
    return object;
  }

  private static Map<String, Object> object(TensorDistance distance) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("part", distance.part());
    object.put("numbers", distance.numbers());
    object.put("relative", finite(distance.relative()));
    object.put("cosine", finite(distance.cosine()));
    object.put("largest", finite(distance.largest()));
    return object;
  }

  private static Object finite(Object value) {
    return value instanceof Double number && Double.isNaN(number) ? null : value;
  }
}
