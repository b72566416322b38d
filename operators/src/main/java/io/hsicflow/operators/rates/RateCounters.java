package io.hsicflow.operators.rates;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * What is counted of decisions by clock and load.
 *
 * @param extra places given to held images because the trainer would have waited
 * @param toppedUp places given to held images because a step was not full for too long
 * @param shortTopUps steps that held images could not fill
 * @param thinned fresh images that were left out
 */
public record RateCounters(Counter extra, Counter toppedUp, Counter shortTopUps, Counter thinned) {

  /** Those of {@code group}. */
  public static RateCounters in(MetricGroup group) {
    return new RateCounters(
        group.counter("replayExtra"),
        group.counter("replayToppedUp"),
        group.counter("replayShortTopUps"),
        group.counter("thinnedImages"));
  }
}
