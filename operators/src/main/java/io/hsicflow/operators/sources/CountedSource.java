package io.hsicflow.operators.sources;

import io.hsicflow.operators.clock.Clock;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MeterView;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.runtime.metrics.groups.AbstractMetricGroup;

/**
 * A source, or all that share a label, with its metrics {@code source.SOURCE.NAME}: {@code images}
 * since the first state, {@code imagesPerSecond} over a minute, and the seconds since its last
 * image came ({@code seenAgeSeconds}) and was taken ({@code capturedAgeSeconds}). The source is a
 * label where a reporter knows labels.
 */
final class CountedSource {

  private static final double MILLIS = 1000;

  private final String source;
  private final String label;
  private final MetricGroup group;
  // Apart from what was counted before, which is no rate of this run.
  private final Counter sinceStart = new SimpleCounter();
  private volatile long before;
  private volatile long seenAt;
  private volatile long capturedAt;

  CountedSource(SourceCount from, String label, MetricGroup operator, Clock clock) {
    source = from.source();
    this.label = label;
    before = from.images();
    seenAt = from.seenAt();
    capturedAt = from.capturedAt();
    group = operator.addGroup("source", label);
    group.gauge("images", (Gauge<Long>) this::images);
    group.meter("imagesPerSecond", new MeterView(sinceStart));
    group.gauge("seenAgeSeconds", (Gauge<Long>) () -> age(clock, seenAt));
    group.gauge("capturedAgeSeconds", (Gauge<Long>) () -> age(clock, capturedAt));
  }

  /** A record may say any time at all, and a clock may be set back: no age is below 0. */
  private static long age(Clock clock, long millis) {
    return (long) Math.max(0, ((double) clock.millis() - millis) / MILLIS);
  }

  /** An image of it came. */
  void saw(long now, long captured) {
    sinceStart.inc();
    seenAt = now;
    capturedAt = captured;
  }

  /** Takes over what another has counted, which is no longer counted apart. */
  void inherit(SourceCount other) {
    before += other.images();
    if (other.seenAt() > seenAt) {
      seenAt = other.seenAt();
      capturedAt = other.capturedAt();
    }
  }

  private long images() {
    return before + sinceStart.getCount();
  }

  String label() {
    return label;
  }

  long seenAt() {
    return seenAt;
  }

  SourceCount count() {
    return new SourceCount(source, images(), seenAt, capturedAt);
  }

  /** Takes its metrics away. */
  void close() {
    // Flink's own groups can be closed, though the interface of a group does not say so.
    if (group instanceof AbstractMetricGroup<?> closable) {
      closable.close();
    }
  }
}
