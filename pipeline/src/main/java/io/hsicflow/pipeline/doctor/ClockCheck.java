package io.hsicflow.pipeline.doctor;

import io.hsicflow.operators.clock.Clock;
import java.time.Instant;

/** Whether the time of day can be true: it is not before the program itself was made. */
final class ClockCheck implements Check {
  private final Clock clock;
  private final Instant made;

  /**
   * @param made when the program's files were written
   */
  ClockCheck(Clock clock, Instant made) {
    this.clock = clock;
    this.made = made;
  }

  @Override
  public String name() {
    return "clock";
  }

  @Override
  public Finding look() {
    Instant now = Instant.ofEpochMilli(clock.millis());
    return now.isBefore(made)
        ? Finding.wrong(
            now + ", which is before the program's files were written (" + made + ").",
            "Set the machine's clock, best by NTP: event time, lag and retention follow it.")
        : Finding.fine(now.toString());
  }
}
