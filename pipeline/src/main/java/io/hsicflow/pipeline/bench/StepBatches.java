package io.hsicflow.pipeline.bench;

import io.hsicflow.model.learner.Batch;

/** The views that a learner in a plain loop trains on. */
@FunctionalInterface
interface StepBatches {
  /**
   * The batch of a step; the next call may refill its arrays.
   *
   * @param step from 0, steps of the warm-up first
   */
  Batch of(long step);
}
