package io.hsicflow.operators.embedder;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MeterView;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/**
 * What the dashboard shows of embedding, as {@code embedder.embed.NAME}: {@code images}, {@code
 * imagesPerSecond}, {@code lagMillis} (from captured-at to the embedding, histogram over 1000
 * images; without those captured before 1970 or after now), {@code snapshotStep} of the encoder in
 * use (-1: none), {@code failedLoads} of newer ones.
 */
final class EmbedderMetrics {

  private static final int WINDOW = 1000;

  private final Counter images;
  private final Counter failedLoads;
  private final Counter rate = new SimpleCounter();
  private final Histogram lagMillis = new DescriptiveStatisticsHistogram(WINDOW);
  private volatile long snapshotStep = -1;

  EmbedderMetrics(MetricGroup operator) {
    MetricGroup group = operator.addGroup("embed");
    images = group.counter("images");
    failedLoads = group.counter("failedLoads");
    group.meter("imagesPerSecond", new MeterView(rate));
    group.histogram("lagMillis", lagMillis);
    group.gauge("snapshotStep", (Gauge<Long>) () -> snapshotStep);
  }

  /** An image was embedded at {@code now}; a time of capture that cannot be has no lag. */
  void embedded(long now, long capturedAt) {
    images.inc();
    rate.inc();
    if (capturedAt >= 0 && capturedAt <= now) {
      lagMillis.update(now - capturedAt);
    }
  }

  void loaded(long step) {
    snapshotStep = step;
  }

  void loadFailed() {
    failedLoads.inc();
  }
}
