package io.hsicflow.operators.clock;

import java.io.Serializable;

/** Where an operator reads the time; travels with the operator in the job graph. */
public interface Clock extends Serializable {

  /** Milliseconds since 1970. */
  long millis();

  /** Nanoseconds since an arbitrary start, for durations only. */
  long nanos();
}
