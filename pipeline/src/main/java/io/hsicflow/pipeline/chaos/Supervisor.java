package io.hsicflow.pipeline.chaos;

import io.hsicflow.operators.clock.Clock;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits for conditions, and keeps everything going meanwhile: starts processes again that have
 * ended by themselves, and lets the feed publish.
 */
final class Supervisor {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

  private final ChaosStage stage;
  private final Clock clock;
  private StreamFeed feed;

  Supervisor(ChaosStage stage, Clock clock) {
    this.stage = stage;
    this.clock = clock;
  }

  /** Lets this feed publish from now on; null for none. */
  void feed(StreamFeed newFeed) {
    feed = newFeed;
  }

  /**
   * Waits until {@code condition} holds.
   *
   * @param what is waited for, as in "There is no ... within 3 minutes"
   * @throws IllegalStateException where it does not hold within {@code limit}, with the ends of the
   *     logs
   */
  void await(String what, Duration limit, Condition condition) throws IOException {
    long deadline = clock.nanos() + limit.toNanos();
    while (!condition.holds()) {
      if (clock.nanos() > deadline) {
        throw new IllegalStateException(
            "There is no " + what + " within " + limit.toSeconds() + " s.\n" + stage.logEnds());
      }
      turn();
    }
  }

  /** Lets that much time pass. */
  void pass(Duration time) throws IOException {
    long end = clock.nanos() + time.toNanos();
    while (clock.nanos() < end) {
      turn();
    }
  }

  private void turn() throws IOException {
    stage.revive();
    if (feed != null) {
      feed.turn();
    }
    LockSupport.parkNanos(LOOK_AGAIN.toNanos());
    if (Thread.interrupted()) {
      throw new IllegalStateException("Interrupted while the exercise was going on.");
    }
  }

  /** What is waited for. */
  @FunctionalInterface
  interface Condition {
    boolean holds() throws IOException;
  }
}
