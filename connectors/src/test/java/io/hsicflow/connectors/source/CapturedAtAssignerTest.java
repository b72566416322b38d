package io.hsicflow.connectors.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.schemas.avro.Image;
import io.hsicflow.schemas.format.FieldLimits;
import io.hsicflow.schemas.format.ImageRecordFormat;
import io.hsicflow.schemas.message.MessageCodec;
import io.hsicflow.schemas.record.RawRecord;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.api.common.eventtime.BoundedOutOfOrdernessWatermarks;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.util.clock.ManualClock;
import org.junit.jupiter.api.Test;

class CapturedAtAssignerTest {
  private static final long NOW = 1_000_000;
  private static final Duration MAX_AHEAD = Duration.ofMillis(100);

  private final Counter aheadOfTime = new SimpleCounter();
  private final ManualClock clock = new ManualClock(Duration.ofMillis(NOW).toNanos());
  private final TimestampAssigner<RawRecord> assigner =
      new CapturedAtAssigner(ImageRecordFormat.of("avro", FieldLimits.defaults()), MAX_AHEAD)
          .assigner(clock, aheadOfTime);

  @Test
  void eventTimeIsCapturedAt() {
    assertThat(eventTime(500, 1000)).isEqualTo(500);
    assertThat(eventTime(500, -1)).isEqualTo(500);
    assertThat(aheadOfTime.getCount()).isZero();
  }

  @Test
  void noImageIsTakenAfterItWasSent() {
    assertThat(eventTime(Long.MAX_VALUE, 1000)).isEqualTo(1000);
    assertThat(aheadOfTime.getCount()).isEqualTo(1);
  }

  @Test
  void noTimeCountsBeyondTheClockAndItsBound() {
    assertThat(eventTime(NOW + 100, NOW + 100)).isEqualTo(NOW + 100);
    assertThat(aheadOfTime.getCount()).isZero();
    assertThat(eventTime(NOW + 101, NOW + 5_000)).isEqualTo(NOW + 100);
    assertThat(eventTime(Long.MAX_VALUE, Long.MAX_VALUE)).isEqualTo(NOW + 100);
    assertThat(eventTime(Long.MAX_VALUE, -1)).isEqualTo(NOW + 100);
    assertThat(aheadOfTime.getCount()).isEqualTo(3);
    clock.advanceTime(Duration.ofMillis(7));
    assertThat(eventTime(Long.MAX_VALUE, -1)).isEqualTo(NOW + 107);
  }

  @Test
  void whatIsNoImageCountsAtKafkasTime() {
    assertThat(assigner.extractTimestamp(raw(1000, new byte[] {1}), 1000)).isEqualTo(1000);
    assertThat(assigner.extractTimestamp(raw(1000, null), 1000)).isEqualTo(1000);
  }

  @Test
  void timesFarInThePastOrTheFutureDoNotMoveTheWatermark() {
    LastWatermark watermark = new LastWatermark();
    BoundedOutOfOrdernessWatermarks<RawRecord> watermarks =
        new BoundedOutOfOrdernessWatermarks<>(Duration.ofMillis(10));
    for (long capturedAt : new long[] {NOW, Long.MIN_VALUE, 0, -1, Long.MAX_VALUE}) {
      RawRecord record = raw(NOW, message(capturedAt));
      watermarks.onEvent(record, assigner.extractTimestamp(record, NOW), watermark);
      watermarks.onPeriodicEmit(watermark);
      assertThat(watermark.millis).isEqualTo(NOW - 11);
    }
  }

  /** Keeps the last watermark. */
  private static final class LastWatermark implements WatermarkOutput {
    private long millis;

    @Override
    public void emitWatermark(Watermark watermark) {
      millis = watermark.getTimestamp();
    }

    @Override
    public void markIdle() {}

    @Override
    public void markActive() {}
  }

  private long eventTime(long capturedAt, long kafkaTimestamp) {
    return assigner.extractTimestamp(raw(kafkaTimestamp, message(capturedAt)), kafkaTimestamp);
  }

  private static byte[] message(long capturedAt) {
    return MessageCodec.IMAGE.encode(
        Image.newBuilder()
            .setId("a")
            .setCapturedAt(Instant.ofEpochMilli(capturedAt))
            .setImage(ByteBuffer.wrap(new byte[1]))
            .build());
  }

  private static RawRecord raw(long timestamp, byte[] value) {
    return new RawRecord("images", 0, 0, timestamp, null, value);
  }
}
