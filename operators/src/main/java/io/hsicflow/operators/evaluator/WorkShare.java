package io.hsicflow.operators.evaluator;

import io.hsicflow.operators.clock.Clock;
import java.time.Duration;

/**
 * Keeps work within a share of the time: run it between pieces of work, and it rests as soon as a
 * turn is over, in proportion to what the turn took. A piece longer than a turn is rested for
 * likewise, so that the share holds whatever the pieces are.
 */
final class WorkShare implements Runnable {

  /** Long enough to be worth a change of threads, short enough that nobody waits for it. */
  static final Duration TURN = Duration.ofMillis(5);

  private final double restPerWork;
  private final Clock clock;
  private final Rest rest;
  private long turnStart;
  private long workedNanos;

  /**
   * @param share of the time, above 0 and at most 1
   */
  WorkShare(double share, Clock clock, Rest rest) {
    restPerWork = (1 - share) / share;
    this.clock = clock;
    this.rest = rest;
  }

  /** A turn begins here. */
  void begin() {
    turnStart = clock.nanos();
  }

  /** Rests where the turn is over, and begins the next. */
  @Override
  public void run() {
    long worked = clock.nanos() - turnStart;
    if (worked >= TURN.toNanos()) {
      workedNanos += worked;
      rest.rest((long) (worked * restPerWork));
      begin();
    }
  }

  /** The work of all turns that are over. */
  long workedNanos() {
    return workedNanos;
  }
}
