package io.hsicflow.pipeline.bench;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Backends;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.pipeline.UserException;

/**
 * On what and how often a benchmark measures.
 *
 * @param backend a backend's name, or {@code auto}
 * @param precision of its numbers
 * @param threads of the backend; from 2 on a step runs on two lanes
 * @param warmup steps before the first that is timed
 * @param steps timed steps
 */
public record Measuring(String backend, Precision precision, int threads, int warmup, int steps) {
  /** Checks the numbers. */
  public Measuring {
    if (steps < 1 || warmup < 0) {
      throw new UserException(
          "%d steps after %d of warm-up cannot be timed: take at least 1 step (--steps) and no less than 0 of warm-up (--warmup)."
              .formatted(steps, warmup));
    }
  }

  /**
   * The backend; the caller closes it.
   *
   * @throws IllegalArgumentException with a sentence, where there is no such backend
   */
  Backend open() {
    return Backends.open(backend, precision, threads);
  }

  /** Tasks that a step runs at the same time. */
  int lanes() {
    return Math.min(2, threads);
  }
}
