package io.hsicflow.operators.sequencer;

/** In what order images of several partitions take their places. */
public enum SequenceOrder {
  /** As they arrive; what is read again after a failure may interleave differently. */
  ARRIVAL,
  /** In a fixed turn over the partitions known at the start: a pure function of the input. */
  ROTATION
}
