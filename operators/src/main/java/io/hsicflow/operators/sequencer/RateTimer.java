package io.hsicflow.operators.sequencer;

import io.hsicflow.operators.rates.Rates;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;

/**
 * Lets {@link Rates} look when it is time to, until the input ends. Timers go by the time of day,
 * which may be set; what has passed is told by the clock that the rates have.
 */
final class RateTimer {

  private static final long NANOS_OF_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  private final Rates rates;
  private final ProcessingTimeService timers;
  private boolean armed;
  private boolean ended;

  RateTimer(Rates rates, ProcessingTimeService timers) {
    this.rates = rates;
    this.timers = timers;
  }

  /** Sees to it that the next look comes, if there is any. */
  void arm() {
    if (armed || ended) {
      return;
    }
    OptionalLong nanos = rates.nanosToLook();
    if (nanos.isPresent()) {
      armed = true;
      long millis = (Math.max(0, nanos.getAsLong()) + NANOS_OF_MILLI - 1) / NANOS_OF_MILLI;
      timers.registerTimer(timers.getCurrentProcessingTime() + millis, time -> look());
    }
  }

  private void look() throws Exception {
    armed = false;
    if (!ended) {
      rates.look();
      arm();
    }
  }

  /** No image comes any more: steps that are not full stay so. */
  void end() {
    ended = true;
  }
}
