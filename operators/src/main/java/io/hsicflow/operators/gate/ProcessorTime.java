package io.hsicflow.operators.gate;

import java.io.Serializable;

/** How much of the processor threads have had; travels with the gate in the job graph. */
interface ProcessorTime extends Serializable {

  /**
   * Nanoseconds of processor time that {@code thread} has used since an arbitrary start, for
   * differences only. Once the thread has ended the number says nothing.
   */
  long nanos(Thread thread);
}
