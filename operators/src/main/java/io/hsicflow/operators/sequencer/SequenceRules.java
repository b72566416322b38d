package io.hsicflow.operators.sequencer;

import io.hsicflow.operators.clock.Clock;
import io.hsicflow.operators.rates.LoadSource;
import io.hsicflow.operators.rates.RateSettings;
import java.io.Serializable;
import java.util.List;

/**
 * By what a sequencer numbers images.
 *
 * @param spans the partitions that are read, for rotation order
 * @param bounds of what waits in rotation order
 * @param batch images of one step over all ranks
 * @param ranks the number of trainers
 * @param countedSources the most sources that are counted apart
 * @param rates what is decided by clock and load; nothing in rotation order
 * @param load where the load is read that it is decided by
 */
record SequenceRules(
    SequenceOrder order,
    List<PartitionSpan> spans,
    WaitingBounds bounds,
    int batch,
    int ranks,
    int countedSources,
    ReplayPolicy replay,
    Clock clock,
    RateSettings rates,
    LoadSource load)
    implements Serializable {

  SequenceRules {
    spans = List.copyOf(spans);
  }
}
