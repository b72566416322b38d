package io.hsicflow.operators.clock;

import java.time.Duration;

/**
 * When what failed is tried again: after ten seconds, and after every further failure in a row
 * after twice as long, up to five minutes. So a store that comes back is soon noticed, and one that
 * stays away costs next to nothing.
 */
public final class Retry {

  private static final long FIRST = Duration.ofSeconds(10).toNanos();
  private static final long LONGEST = Duration.ofMinutes(5).toNanos();

  private boolean owed;
  private long delay;
  private long failedAt;

  /** The last attempt failed, at {@code nanos} by the clock. */
  public void failed(long nanos) {
    delay = owed ? Math.min(2 * delay, LONGEST) : FIRST;
    owed = true;
    failedAt = nanos;
  }

  /** The last attempt succeeded, or there is nothing to try again. */
  public void succeeded() {
    owed = false;
  }

  /** Whether the last attempt failed. */
  public boolean isOwed() {
    return owed;
  }

  /** Whether it is time to try again. */
  public boolean isDue(long nanos) {
    return owed && nanos - failedAt >= delay;
  }

  /** Seconds from the last failure to the next attempt. */
  public long delaySeconds() {
    return Duration.ofNanos(delay).toSeconds();
  }
}
