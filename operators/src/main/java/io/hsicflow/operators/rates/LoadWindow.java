package io.hsicflow.operators.rates;

import java.time.Duration;

/** The load of a task from a moment on. */
final class LoadWindow {

  private static final double LITTLE = 0.1;
  private static final double MOST = 0.5;

  private final TaskLoad load;
  private long since;
  private long backPressured;
  private long idle;

  LoadWindow(TaskLoad load, long nanos) {
    this.load = load;
    begin(nanos);
  }

  /** Begins anew. */
  void begin(long nanos) {
    since = nanos;
    backPressured = load.backPressuredMillis();
    idle = load.idleMillis();
  }

  /** Nanoseconds until the window is as long as {@code length}; not above 0 once it is. */
  long left(Duration length, long nanos) {
    return length.toNanos() - (nanos - since);
  }

  /** The share of the time that the output took nothing, 0 to 1. */
  double pressure(long nanos) {
    return share(load.backPressuredMillis() - backPressured, nanos);
  }

  /**
   * Whether what stands behind the task waits for images: the output takes more, hardly made the
   * task wait, and for the larger part of the time no input came. An output that is free for a
   * moment, while input is there, says nothing.
   */
  boolean isSpare(long nanos) {
    return load.isOutputFree()
        && pressure(nanos) <= LITTLE
        && share(load.idleMillis() - idle, nanos) >= MOST;
  }

  private double share(long millis, long nanos) {
    double length = Math.max(1, Duration.ofNanos(nanos - since).toMillis());
    return Math.min(1, millis / length);
  }
}
