package io.hsicflow.operators.sequencer;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * What replay counts.
 *
 * @param replayed places that images took which had one before
 * @param evicted images that were held and made room for others, or grew too old
 * @param ungiven places of replayed images that stayed out of the sequence, for want of an image
 *     that may take them
 */
public record ReplayCounters(Counter replayed, Counter evicted, Counter ungiven) {

  /** Those of {@code group}. */
  public static ReplayCounters in(MetricGroup group) {
    return new ReplayCounters(
        group.counter("replayed"), group.counter("replayEvicted"), group.counter("replayUngiven"));
  }
}
