package io.hsicflow.connectors.source;

import io.hsicflow.schemas.format.ImageRecordFormat;
import io.hsicflow.schemas.record.RawRecord;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.TimestampAssignerSupplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.clock.Clock;
import org.apache.flink.util.clock.SystemClock;

/**
 * Event time is captured-at, read at the source without decoding the record, so that Flink can keep
 * one watermark for each partition. No picture is taken after it was sent: a later captured-at (a
 * camera's wrong clock) counts as Kafka's own timestamp. That one may be the sender's, too, so that
 * no time counts beyond the clock of this machine and a bound: no record can carry the watermark
 * into the future. Those that would are counted as {@code images.aheadOfTime} of the source.
 */
final class CapturedAtAssigner implements TimestampAssignerSupplier<RawRecord> {
  private static final long serialVersionUID = 1L;
  private final ImageRecordFormat format;
  private final Duration maxAhead;

  CapturedAtAssigner(ImageRecordFormat format, Duration maxAhead) {
    this.format = format;
    this.maxAhead = maxAhead;
  }

  @Override
  public TimestampAssigner<RawRecord> createTimestampAssigner(Context context) {
    return assigner(
        SystemClock.getInstance(),
        context.getMetricGroup().addGroup("images").counter("aheadOfTime"));
  }

  /** The assigner by that clock. */
  TimestampAssigner<RawRecord> assigner(Clock clock, Counter aheadOfTime) {
    return (record, kafkaTimestamp) -> {
      long capturedAt = format.capturedAt(record);
      long sent = record.timestamp() < 0 ? Long.MAX_VALUE : record.timestamp();
      long latest = Math.min(sent, clock.absoluteTimeMillis() + maxAhead.toMillis());
      if (capturedAt > latest) {
        aheadOfTime.inc();
        return latest;
      }
      return capturedAt;
    };
  }
}
