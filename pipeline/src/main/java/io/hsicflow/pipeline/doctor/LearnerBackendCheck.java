package io.hsicflow.pipeline.doctor;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.BackendSet;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.operators.trainer.LearnerOptions;
import io.hsicflow.operators.trainer.PrecisionChoice;
import java.util.Optional;
import org.apache.flink.configuration.ReadableConfig;

/** Whether there is a backend as the settings want it. */
final class LearnerBackendCheck implements Check {
  private final BackendSet backends;
  private final ReadableConfig settings;

  LearnerBackendCheck(BackendSet backends, ReadableConfig settings) {
    this.backends = backends;
    this.settings = settings;
  }

  @Override
  public String name() {
    return "learner";
  }

  @Override
  public Finding look() {
    String name = settings.get(LearnerOptions.BACKEND);
    PrecisionChoice precision = settings.get(LearnerOptions.PRECISION);
    String device = settings.get(LearnerOptions.DEVICE);
    String asked =
        "learner.backend = %s, learner.precision = %s, learner.device = %s"
            .formatted(name, precision.precision().map(Precision::text).orElse("auto"), device);
    Optional<Precision> fixed = precision.precision();
    try (Backend backend =
        backends.open(
            name, fixed.orElse(Precision.FLOAT32), LearnerOptions.threads(settings), device)) {
      return Finding.fine(
          asked
              + ": "
              + backend.name()
              + " on "
              + backend.device()
              + (fixed.isPresent() ? "" : ", the precision by a trial at the start"));
    } catch (IllegalArgumentException e) {
      return Finding.wrong(
          asked + ": " + e.getMessage(), "Set all three to auto, or to what the machine has.");
    }
  }
}
