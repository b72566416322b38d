package io.hsicflow.pipeline.bench;

import io.hsicflow.pipeline.UserException;

/**
 * A training that is timed with and without an evaluator.
 *
 * @param job the training, on views that are ready made, and how often the two take turns
 * @param every steps from one snapshot to the next, in both
 * @param images how many probe images the evaluator judges by
 */
public record EvaluatorSettings(PipelineSettings job, long every, int images) {
  /** So many that both classes have some in bank and query. */
  private static final int LEAST_IMAGES = 20;

  /** Checks the numbers. */
  public EvaluatorSettings {
    if (every < 1 || images < LEAST_IMAGES) {
      throw new UserException(
          "A snapshot every %d steps and %d probe images cannot be evaluated: take at least 1 (--every) and %d (--images)."
              .formatted(every, images, LEAST_IMAGES));
    }
  }
}
