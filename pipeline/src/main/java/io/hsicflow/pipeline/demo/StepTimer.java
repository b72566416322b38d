package io.hsicflow.pipeline.demo;

import java.util.concurrent.TimeUnit;

/**
 * Measures how long a step takes: from the first steps, once they run warm, until there are enough
 * of them or enough time has gone by.
 */
final class StepTimer {
  /** No more steps than these are needed. */
  static final int MOST_STEPS = 80;

  private static final int WARM_STEPS = 8;
  private static final long WARM_NANOS = TimeUnit.SECONDS.toNanos(6);
  private static final int TIMED_STEPS = 12;
  private static final long TIMED_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** Two steps must do where one takes so long that more of them would cost minutes. */
  private static final int FEW_STEPS = 2;

  private static final long LONG_NANOS = TimeUnit.SECONDS.toNanos(30);

  private boolean started;
  private boolean warm;
  private long markSteps;
  private long markNanos;
  private long lastSteps;
  private long lastNanos;

  /**
   * Takes note of how many steps are done.
   *
   * @param steps done until now
   * @param nanos the time, from any origin
   */
  void progress(long steps, long nanos) {
    if (steps == lastSteps) {
      return;
    }
    lastSteps = steps;
    lastNanos = nanos;
    if (!started) {
      started = true;
      mark();
    } else if (!warm && enough(WARM_STEPS, WARM_NANOS)) {
      warm = true;
      mark();
    }
  }

  /** Whether the measurement is good. */
  boolean isDone() {
    return warm && enough(TIMED_STEPS, TIMED_NANOS);
  }

  /**
   * Seconds of a step, from what was seen until now.
   *
   * @throws IllegalStateException before the second step
   */
  double secondsPerStep() {
    if (lastSteps == markSteps) {
      throw new IllegalStateException(
          "Only "
              + lastSteps
              + " steps were done, too few to time them; say how many to train with --steps.");
    }
    return (lastNanos - markNanos) / 1e9 / (lastSteps - markSteps);
  }

  private void mark() {
    markSteps = lastSteps;
    markNanos = lastNanos;
  }

  private boolean enough(int steps, long nanos) {
    long done = lastSteps - markSteps;
    long time = lastNanos - markNanos;
    return done >= steps && time >= nanos || done >= FEW_STEPS && time >= LONG_NANOS;
  }
}
