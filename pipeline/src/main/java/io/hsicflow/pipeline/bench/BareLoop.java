package io.hsicflow.pipeline.bench;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.learner.Batch;
import io.hsicflow.model.learner.Learner;

/** A learner in a plain loop. */
final class BareLoop {
  private BareLoop() {}

  /** Takes the steps of warm-up and those that are timed; making their batches is not timed. */
  static TimedSteps run(StepSettings settings, Backend backend, StepBatches batches) {
    int warmup = settings.measuring().warmup();
    double[] milliseconds = new double[settings.measuring().steps()];
    double loss = Double.NaN;
    try (Learner learner = Learner.create(backend, settings.learner())) {
      for (int i = 0; i < warmup; i++) {
        learner.step(batches.of(i));
      }
      for (int i = 0; i < milliseconds.length; i++) {
        Batch batch = batches.of((long) warmup + i);
        long start = System.nanoTime();
        loss = learner.step(batch).loss();
        milliseconds[i] = (System.nanoTime() - start) / 1e6;
      }
    }
    return new TimedSteps(milliseconds, milliseconds, loss);
  }
}
