package io.hsicflow.pipeline.bench;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.BackendSet;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.operators.trainer.LearnerOptions;
import io.hsicflow.operators.trainer.PrecisionChoice;
import io.hsicflow.pipeline.UserException;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;

/** The backend that the options of a job name, for a learner in a plain loop. */
public final class LearnBackend {
  private static final List<ConfigOption<?>> OF_JOBS_ONLY =
      List.of(
          LearnerOptions.INITIAL_WEIGHTS,
          LearnerOptions.FINAL_DECAY_STEPS,
          LearnerOptions.PROBE_CLASSES);

  private LearnBackend() {}

  /**
   * Refuses what a plain loop does not follow, and a precision that a trial would choose.
   *
   * @throws UserException with a sentence
   */
  public static void requireForLoop(Configuration options) {
    for (ConfigOption<?> option : OF_JOBS_ONLY) {
      if (options.contains(option)) {
        throw new UserException(
            "%s is set, which only a job follows: leave it out, or use 'hsicflow run'."
                .formatted(option.key()));
      }
    }
    if (options.get(LearnerOptions.PRECISION) == PrecisionChoice.AUTO) {
      throw new UserException(
          "learner.precision = auto would let a trial decide what is measured: take float32 or bfloat16.");
    }
  }

  /** The learner's backend; the caller closes it. */
  public static Backend open(Configuration options) {
    return open(options, options.get(LearnerOptions.PRECISION).precision().orElseThrow());
  }

  /** The same backend in the precision that an embedder has; the caller closes it. */
  static Backend openToEmbed(Configuration options) {
    return open(options, Precision.FLOAT32);
  }

  private static Backend open(Configuration options, Precision precision) {
    return BackendSet.onClassPath()
        .open(
            options.get(LearnerOptions.BACKEND),
            precision,
            LearnerOptions.threads(options),
            options.get(LearnerOptions.DEVICE));
  }
}
