package io.hsicflow.operators.sequencer;

import io.hsicflow.operators.clock.Clock;
import java.io.Serializable;
import java.util.List;

/**
 * By what a sequencer numbers images.
 *
 * @param spans the partitions that are read, for rotation order
 * @param bounds of what waits in rotation order
 * @param batch images of one step over all ranks
 * @param ranks the number of trainers
 */
record SequenceRules(
    SequenceOrder order,
    List<PartitionSpan> spans,
    WaitingBounds bounds,
    int batch,
    int ranks,
    ReplayPolicy replay,
    Clock clock)
    implements Serializable {

  SequenceRules {
    spans = List.copyOf(spans);
  }
}
