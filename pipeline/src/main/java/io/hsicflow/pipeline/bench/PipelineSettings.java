package io.hsicflow.pipeline.bench;

import io.hsicflow.pipeline.UserException;
import org.apache.flink.configuration.Configuration;

/**
 * What to run as a bare learner and as a job.
 *
 * @param step what a step is and how many are timed, in each run
 * @param options the same learner as options of the job
 * @param alternations how often the two take turns
 * @param pictures what the job starts from; null for views that are ready made
 */
public record PipelineSettings(
    StepSettings step, Configuration options, int alternations, EncodedPictures pictures) {
  /** Checks the numbers. */
  public PipelineSettings {
    if (alternations < 1) {
      throw new UserException(
          "%d alternations measure nothing: take at least 1 (--alternations)."
              .formatted(alternations));
    }
  }

  /** Whether the job decodes and augments. */
  boolean augments() {
    return pictures != null;
  }

  /** Steps of a run, those of the warm-up too. */
  long allSteps() {
    return (long) step.measuring().warmup() + step.measuring().steps();
  }
}
