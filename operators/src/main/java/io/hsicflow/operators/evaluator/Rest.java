package io.hsicflow.operators.evaluator;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** How the evaluator's thread waits. */
@FunctionalInterface
interface Rest {

  /**
   * Waits so long, in nanoseconds.
   *
   * @throws EvaluationGivenUpException where the task ends
   */
  void rest(long nanos);

  /** Waits by the machine's clock until the time is over or {@code closed} is counted down. */
  static Rest until(CountDownLatch closed) {
    return nanos -> {
      try {
        if (closed.await(nanos, TimeUnit.NANOSECONDS)) {
          throw new EvaluationGivenUpException();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new EvaluationGivenUpException();
      }
    };
  }
}
