package io.hsicflow.operators.clock;

/** The machine's clocks. */
public record SystemClock() implements Clock {

  private static final long serialVersionUID = 1L;

  @Override
  public long millis() {
    return java.time.Clock.systemUTC().millis();
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }
}
