package io.hsicflow.pipeline.bench;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.learner.Batch;
import io.hsicflow.model.learner.Learner;

/** A learner in a plain loop. */
final class BareLoop {
  private BareLoop() {}

  /** Takes the steps of warm-up and those that are timed, all on one batch. */
  static TimedSteps run(StepSettings settings, Backend backend, Batch batch) {
    double[] milliseconds = new double[settings.measuring().steps()];
    double[] computing = new double[settings.measuring().steps()];
    double loss = Double.NaN;
    try (Learner learner = Learner.create(backend, settings.learner())) {
      for (int i = 0; i < settings.measuring().warmup(); i++) {
        learner.step(batch);
      }
      long before = System.nanoTime();
      for (int i = 0; i < milliseconds.length; i++) {
        long start = System.nanoTime();
        loss = learner.step(batch).loss();
        long end = System.nanoTime();
        computing[i] = (end - start) / 1e6;
        milliseconds[i] = (end - before) / 1e6;
        before = end;
      }
    }
    return new TimedSteps(milliseconds, computing, loss);
  }
}
