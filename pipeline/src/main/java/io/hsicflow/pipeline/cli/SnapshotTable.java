package io.hsicflow.pipeline.cli;

import io.hsicflow.operators.snapshot.EvaluationMetric;
import io.hsicflow.operators.snapshot.SnapshotCatalog;
import io.hsicflow.operators.snapshot.SnapshotDescription;
import io.hsicflow.operators.snapshot.SnapshotEntry;
import io.hsicflow.operators.snapshot.SnapshotEvaluation;
import io.hsicflow.operators.snapshot.SnapshotVerdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The snapshots of a store as a table and as an object of JSON. */
final class SnapshotTable {
  private static final int DIGEST_DIGITS = 12;
  private static final String LOSS = "loss";
  private static final String NONE = "-";

  private final SnapshotCatalog catalog;
  private final EvaluationMetric metric;

  /**
   * @param metric the result that has a column
   */
  SnapshotTable(SnapshotCatalog catalog, EvaluationMetric metric) {
    this.catalog = catalog;
    this.metric = metric;
  }

  /** A line for each snapshot, and what is wrong in {@code folder}. */
  String text(String folder) {
    TextColumns table =
        new TextColumns(
            "step", "digest", "size", "published", LOSS, metric.toString(), "verdict", "");
    List<String> problems = new ArrayList<>(catalog.problems());
    for (SnapshotEntry entry : catalog.entries()) {
      table.row(
          String.valueOf(entry.step()),
          entry.digest().substring(0, DIGEST_DIGITS),
          size(entry.bytes()),
          entry.description().map(SnapshotTable::published).orElse(NONE),
          entry.description().map(SnapshotTable::loss).orElse(NONE),
          value(metric, entry),
          entry.verdict().map(verdict -> verdict.outcome().text()).orElse(NONE),
          String.join(", ", marks(entry)));
      problems.addAll(entry.problems());
    }
    StringBuilder text = new StringBuilder();
    if (!table.isEmpty()) {
      text.append(table.text());
    }
    text.append(catalog.entries().size())
        .append(" snapshots in ")
        .append(folder)
        .append('.')
        .append(System.lineSeparator());
    problems.forEach(problem -> text.append(problem).append(System.lineSeparator()));
    return text.toString();
  }

  private static String published(SnapshotDescription description) {
    return Instant.ofEpochMilli(description.notes().publishedAt()).toString();
  }

  private static String loss(SnapshotDescription description) {
    Double loss = description.notes().metrics().get(LOSS);
    return loss == null ? NONE : number(loss);
  }

  private static String value(EvaluationMetric metric, SnapshotEntry entry) {
    return metric.valueIn(entry.evaluations()).map(SnapshotTable::number).orElse(NONE);
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "not a number" : String.format(Locale.ROOT, "%.4f", value);
  }

  static String size(long bytes) {
    return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }

  private List<String> marks(SnapshotEntry entry) {
    List<String> marks = new ArrayList<>();
    if (catalog.isNewest(entry)) {
      marks.add("newest");
    }
    if (catalog.isReleased(entry)) {
      marks.add("released");
    }
    if (catalog.best(metric).filter(entry::equals).isPresent()) {
      marks.add("best");
    }
    if (entry.isHeld()) {
      marks.add("held back");
    }
    entry
        .description()
        .ifPresent(
            known -> {
              if (!known.finite()) {
                marks.add("not finite");
              }
              if (known.metadata().attempt() > 1) {
                marks.add("attempt " + known.metadata().attempt());
              }
            });
    return marks;
  }

  /** All that is known, but the cards' settings and code. */
  Map<String, Object> object() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("snapshots", catalog.entries().stream().map(this::object).toList());
    object.put("problems", catalog.problems());
    return object;
  }

  private Map<String, Object> object(SnapshotEntry entry) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("file", entry.name());
    object.put("step", entry.step());
    object.put("digest", entry.digest());
    object.put("bytes", entry.bytes());
    object.put("newest", catalog.isNewest(entry));
    object.put("released", catalog.isReleased(entry));
    object.put("best", catalog.best(metric).filter(entry::equals).isPresent());
    entry
        .description()
        .ifPresent(
            known -> {
              object.put("images_seen", known.metadata().images());
              object.put("attempt", known.metadata().attempt());
              object.put("published_at", known.notes().publishedAt());
              object.put("held", known.held());
              object.put("finite", known.finite());
              object.put("training", known.notes().metrics());
            });
    object.put("verdict", entry.verdict().map(SnapshotVerdict::object).orElse(null));
    object.put(
        "evaluations", entry.evaluations().stream().map(SnapshotEvaluation::object).toList());
    object.put("problems", entry.problems());
    return object;
  }
}
