package io.hsicflow.connectors.source;

import io.hsicflow.schemas.format.ImageRecordFormat;
import io.hsicflow.schemas.record.RawRecord;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.TimestampAssignerSupplier;

/**
 * Event time is captured-at, read at the source without decoding the record, so that Flink can keep
 * one watermark for each partition. No picture is taken after it was sent: a later captured-at (a
 * camera's wrong clock) counts as Kafka's own timestamp, so that one record cannot carry the
 * watermark into the future.
 */
final class CapturedAtAssigner
    implements TimestampAssignerSupplier<RawRecord>, TimestampAssigner<RawRecord> {
  private static final long serialVersionUID = 1L;
  private final ImageRecordFormat format;

  CapturedAtAssigner(ImageRecordFormat format) {
    this.format = format;
  }

  @Override
  public TimestampAssigner<RawRecord> createTimestampAssigner(Context context) {
    return this;
  }

  @Override
  public long extractTimestamp(RawRecord record, long kafkaTimestamp) {
    long capturedAt = format.capturedAt(record);
    return record.timestamp() < 0 ? capturedAt : Math.min(capturedAt, record.timestamp());
  }
}
