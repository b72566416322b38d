package io.hsicflow.pipeline.bench;

import io.hsicflow.model.learner.ArchitectureSettings;
import io.hsicflow.model.learner.LearnerSettings;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What steps to time.
 *
 * @param learner networks, loss and batch
 * @param measuring on what and how often
 */
public record StepSettings(LearnerSettings learner, Measuring measuring) {
  /** Begins the object of a measurement: what was measured, on which backend. */
  Map<String, Object> json(String opened) {
    ArchitectureSettings networks = learner.architecture();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("backend", opened);
    json.put("precision", measuring.precision().text());
    json.put("threads", measuring.threads());
    json.put("depth", networks.depth());
    json.put("width", networks.width());
    json.put("stem", networks.stem().text());
    json.put("size", networks.inputSize());
    json.put("batch", learner.batch());
    json.put("hidden", networks.hidden());
    json.put("estimator", estimator());
    json.put("steps", measuring.steps());
    return json;
  }

  /** The same as a line. */
  String text(String opened) {
    ArchitectureSettings networks = learner.architecture();
    return "ResNet-%d, width %d, %s stem, %d px, batch %d, heads %d, %s loss; %s, %s, %d threads%n"
        .formatted(
            networks.depth(),
            networks.width(),
            networks.stem().text(),
            networks.inputSize(),
            learner.batch(),
            networks.hidden(),
            estimator(),
            opened,
            measuring.precision().text(),
            measuring.threads());
  }

  private String estimator() {
    return learner.loss().estimator().name().toLowerCase(Locale.ROOT);
  }
}
