package io.hsicflow.operators.gate;

import java.time.Duration;

/**
 * What decoding one picture may cost. It counts what the decoding thread uses itself: on a machine
 * that is busy with other work a second of the clock may hold a tenth of a second for the decoder,
 * and the verdict on an image must not hang on its neighbours. The clock counts only as a backstop,
 * for a decoder that stands still without using the processor.
 *
 * @param processor the processor time that one picture may take
 */
record DecodingLimit(Duration processor) {

  /** How many times {@link #processor} may pass by the clock: five minutes by default. */
  static final int WALL_CLOCK_TIMES = 30;

  /** Whether a picture has cost too much, in nanoseconds. */
  boolean isExceeded(long processorNanos, long wallNanos) {
    return isAbove(processorNanos, processor) || isStandstill(wallNanos);
  }

  /** Whether more time has passed by the clock than anything here may stand still. */
  boolean isStandstill(long wallNanos) {
    return isAbove(wallNanos, wallClock());
  }

  /** Why a picture was given up, for its dead letter. */
  String sentence(long processorNanos, long wallNanos) {
    if (isAbove(processorNanos, processor)) {
      return "Decoding used "
          + millis(processorNanos)
          + " ms of processor time and was not done; gate.time-limit is "
          + processor.toMillis()
          + " ms.";
    }
    return "Decoding stood still: "
        + millis(wallNanos)
        + " ms passed, of which it used "
        + millis(processorNanos)
        + " ms of processor time; the clock's bound is "
        + wallClock().toMillis()
        + " ms, "
        + WALL_CLOCK_TIMES
        + " times gate.time-limit.";
  }

  Duration wallClock() {
    return processor.multipliedBy(WALL_CLOCK_TIMES);
  }

  private static boolean isAbove(long nanos, Duration limit) {
    return Duration.ofNanos(nanos).compareTo(limit) > 0;
  }

  private static long millis(long nanos) {
    return Duration.ofNanos(nanos).toMillis();
  }
}
