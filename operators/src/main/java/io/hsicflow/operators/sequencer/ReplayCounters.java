package io.hsicflow.operators.sequencer;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/**
 * What replay counts.
 *
 * @param replayed places that images took which had one before
 * @param evicted images that were held and made room for others, or grew too old
 * @param ungiven places of replayed images that stayed out of the sequence, for want of an image
 *     that may take them
 * @param novelty how unlike the held image most like it a fresh one is, in thousandths: 0 is a
 *     repetition, 1,000 nothing in common; of those that are compared
 */
public record ReplayCounters(
    Counter replayed, Counter evicted, Counter ungiven, Histogram novelty) {

  /** So many of the last images have their novelty kept. */
  private static final int WINDOW = 1_000;

  /** Those of {@code group}. */
  public static ReplayCounters in(MetricGroup group) {
    return new ReplayCounters(
        group.counter("replayed"),
        group.counter("replayEvicted"),
        group.counter("replayUngiven"),
        group.histogram("replayNovelty", new DescriptiveStatisticsHistogram(WINDOW)));
  }

  /** Those of nobody else. */
  public static ReplayCounters unregistered() {
    return in(new UnregisteredMetricsGroup());
  }
}
