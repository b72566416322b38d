package io.hsicflow.pipeline.bench;

import io.hsicflow.model.loss.Estimator;
import io.hsicflow.model.loss.LossSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What {@link LossBenchmark} has measured, for people and for programs. */
public final class LossTimes {
  /**
   * One setting on one batch of hiddens.
   *
   * @param hiddens what the loss was of
   * @param loss the setting
   * @param milliseconds of the loss with its gradient, the median
   * @param scaleMilliseconds of the kernel scale's update, the median
   * @param error of the gradient, the mean over steps
   */
  record Row(
      HiddensSettings hiddens,
      LossSettings loss,
      double milliseconds,
      double scaleMilliseconds,
      GradientError error) {
    private boolean exact() {
      return loss.estimator() == Estimator.EXACT;
    }

    private String directions() {
      return loss.directions().name().toLowerCase(Locale.ROOT);
    }

    private String setting() {
      return exact() ? "exact" : loss.draws() + " " + directions();
    }

    private Map<String, Object> json() {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("batch", hiddens.images());
      json.put("output", hiddens.dimension());
      json.put("spread", hiddens.spread());
      json.put("estimator", loss.estimator().name().toLowerCase(Locale.ROOT));
      json.put("features", exact() ? null : directions());
      json.put("draws", exact() ? null : loss.draws());
      json.put("loss_ms", milliseconds);
      json.put("scale_ms", scaleMilliseconds);
      json.put("gradient_error", error.relative());
      json.put("gradient_cosine", error.cosine());
      return json;
    }
  }

  private final String backend;
  private final Measuring measuring;
  private final List<Row> rows;

  LossTimes(String backend, Measuring measuring, List<Row> rows) {
    this.backend = backend;
    this.measuring = measuring;
    this.rows = List.copyOf(rows);
  }

  private String precision() {
    return measuring.precision().name().toLowerCase(Locale.ROOT);
  }

  /** One object for {@link io.hsicflow.model.json.JsonWriter}. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("backend", backend);
    json.put("precision", precision());
    json.put("threads", measuring.threads());
    json.put("steps", measuring.steps());
    json.put("rows", rows.stream().map(Row::json).toList());
    return json;
  }

  /** A table for people. */
  public String text() {
    StringBuilder out = new StringBuilder();
    out.append(
        "Medians of %d steps; %s, %s, %d threads; gradients against the exact kernel's%n"
            .formatted(measuring.steps(), backend, precision(), measuring.threads()));
    out.append(
        "%6s  %-14s %9s %9s %9s %8s%n"
            .formatted("batch", "draws", "loss ms", "scale ms", "error", "cosine"));
    for (Row row : rows) {
      out.append(
          "%6d  %-14s %9.2f %9.2f %9.3f %8.3f%n"
              .formatted(
                  row.hiddens().images(),
                  row.setting(),
                  row.milliseconds(),
                  row.scaleMilliseconds(),
                  row.error().relative(),
                  row.error().cosine()));
    }
    return out.toString();
  }
}
