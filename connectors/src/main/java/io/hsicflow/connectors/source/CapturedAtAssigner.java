package io.hsicflow.connectors.source;

import io.hsicflow.schemas.format.ImageRecordFormat;
import io.hsicflow.schemas.record.RawRecord;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.TimestampAssignerSupplier;

/**
 * Event time is captured-at, read at the source without decoding the record, so that Flink can keep
 * one watermark for each partition.
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
    return format.capturedAt(record);
  }
}
