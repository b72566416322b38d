package io.hsicflow.pipeline.bench;

import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.learner.ArchitectureSettings;
import io.hsicflow.model.learner.LearnerSettings;
import io.hsicflow.pipeline.UserException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What steps to time.
 *
 * @param learner networks, loss and batch
 * @param backend a backend's name, or {@code auto}
 * @param precision of its numbers
 * @param threads of the backend; from 2 on a step runs on two lanes
 * @param warmup steps before the first that is timed
 * @param steps timed steps
 */
public record StepSettings(
    LearnerSettings learner,
    String backend,
    Precision precision,
    int threads,
    int warmup,
    int steps) {
  /** Checks the numbers. */
  public StepSettings {
    if (steps < 1 || warmup < 0) {
      throw new UserException(
          "%d steps after %d of warm-up cannot be timed: take at least 1 step (--steps) and no less than 0 of warm-up (--warmup)."
              .formatted(steps, warmup));
    }
  }

  /** Tasks that a step runs at the same time. */
  int lanes() {
    return Math.min(2, threads);
  }

  /** Begins the object of a measurement: what was measured, on which backend. */
  Map<String, Object> json(String opened) {
    ArchitectureSettings networks = learner.architecture();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("backend", opened);
    json.put("precision", precision.text());
    json.put("threads", threads);
    json.put("depth", networks.depth());
    json.put("width", networks.width());
    json.put("stem", networks.stem().text());
    json.put("size", networks.inputSize());
    json.put("batch", learner.batch());
    json.put("hidden", networks.hidden());
    json.put("steps", steps);
    return json;
  }

  /** The same as a line. */
  String text(String opened) {
    ArchitectureSettings networks = learner.architecture();
    return "ResNet-%d, width %d, %s stem, %d px, batch %d, heads %d; %s, %s, %d threads%n"
        .formatted(
            networks.depth(),
            networks.width(),
            networks.stem().text(),
            networks.inputSize(),
            learner.batch(),
            networks.hidden(),
            opened,
            precision.text(),
            threads);
  }
}
