package io.hsicflow.operators.clock;

import java.util.concurrent.atomic.AtomicLong;

/** A clock that a test moves. Copies that travel through serialization show the same time. */
public final class ManualClock implements Clock {

  private static final long serialVersionUID = 1L;
  private static final AtomicLong NANOS = new AtomicLong();

  @Override
  public long millis() {
    return NANOS.get() / 1_000_000;
  }

  @Override
  public long nanos() {
    return NANOS.get();
  }

  /** Lets time pass. */
  public void advanceMillis(long millis) {
    NANOS.addAndGet(millis * 1_000_000);
  }
}
