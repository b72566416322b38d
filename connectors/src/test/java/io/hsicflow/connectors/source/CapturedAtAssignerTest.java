package io.hsicflow.connectors.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.schemas.avro.Image;
import io.hsicflow.schemas.format.FieldLimits;
import io.hsicflow.schemas.format.ImageRecordFormat;
import io.hsicflow.schemas.message.MessageCodec;
import io.hsicflow.schemas.record.RawRecord;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CapturedAtAssignerTest {
  private final CapturedAtAssigner assigner =
      new CapturedAtAssigner(ImageRecordFormat.of("avro", FieldLimits.defaults()));

  @Test
  void eventTimeIsCapturedAt() {
    assertThat(eventTime(500, 1000)).isEqualTo(500);
    assertThat(eventTime(500, -1)).isEqualTo(500);
  }

  @Test
  void noImageIsTakenAfterItWasSent() {
    assertThat(eventTime(Long.MAX_VALUE, 1000)).isEqualTo(1000);
  }

  @Test
  void whatIsNoImageCountsAtKafkasTime() {
    assertThat(assigner.extractTimestamp(raw(1000, new byte[] {1}), 1000)).isEqualTo(1000);
  }

  private long eventTime(long capturedAt, long kafkaTimestamp) {
    Image image =
        Image.newBuilder()
            .setId("a")
            .setCapturedAt(Instant.ofEpochMilli(capturedAt))
            .setImage(ByteBuffer.wrap(new byte[1]))
            .build();
    RawRecord record = raw(kafkaTimestamp, MessageCodec.IMAGE.encode(image));
    return assigner.extractTimestamp(record, kafkaTimestamp);
  }

  private static RawRecord raw(long timestamp, byte[] value) {
    return new RawRecord("images", 0, 0, timestamp, null, value);
  }
}
