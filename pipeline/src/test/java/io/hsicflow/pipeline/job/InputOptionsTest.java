package io.hsicflow.pipeline.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.schemas.avro.Image;
import io.hsicflow.schemas.format.ImageReading;
import io.hsicflow.schemas.format.ImageRecord;
import io.hsicflow.schemas.format.UnreadableRecord;
import io.hsicflow.schemas.message.MessageCodec;
import io.hsicflow.schemas.record.RawRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;

class InputOptionsTest {
  @Test
  void theLimitsOfARecordAreSettings() {
    Map<String, String> file = Map.of("images.format", "file");
    assertThat(read(file)).isInstanceOf(ImageRecord.class);
    assertThat(read(Map.of("images.format", "file", "images.max-text-chars", "4")))
        .isInstanceOfSatisfying(
            UnreadableRecord.class,
            unreadable ->
                assertThat(unreadable.message()).contains("5 characters, the limit is 4"));
    assertThat(read(Map.of("images.format", "file", "images.max-value-bytes", "9 bytes")))
        .isInstanceOfSatisfying(
            UnreadableRecord.class,
            unreadable -> assertThat(unreadable.message()).contains("10 bytes, the limit is 9"));
  }

  @Test
  void theLimitsOfAttributesAreSettings() {
    assertThat(readAttributes(Map.of())).isInstanceOf(ImageRecord.class);
    assertThat(readAttributes(Map.of("images.max-attributes", "1")))
        .isInstanceOfSatisfying(
            UnreadableRecord.class,
            unreadable -> assertThat(unreadable.message()).contains("attributes", "limit is 1"));
    assertThat(readAttributes(Map.of("images.max-attribute-chars", "5")))
        .isInstanceOfSatisfying(
            UnreadableRecord.class,
            unreadable -> assertThat(unreadable.message()).contains("attribute", "limit is 5"));
  }

  @Test
  void limitsOutOfTheirRangeAreRefusedWithASentence() {
    assertThatThrownBy(() -> read(Map.of("images.max-value-bytes", "4gb")))
        .hasMessageContaining("images.max-value-bytes is 4294967296");
    assertThatThrownBy(() -> read(Map.of("images.max-text-chars", "0")))
        .hasMessageContaining("must be positive");
  }

  private static ImageReading read(Map<String, String> options) {
    RawRecord record =
        new RawRecord("images", 0, 0, 0, "image".getBytes(StandardCharsets.UTF_8), new byte[10]);
    return InputOptions.format(Configuration.fromMap(options)).read(record);
  }

  private static ImageReading readAttributes(Map<String, String> options) {
    Image image =
        Image.newBuilder()
            .setId("image")
            .setCapturedAt(Instant.EPOCH)
            .setAttributes(Map.of("camera", "1", "room", "2"))
            .setImage(ByteBuffer.wrap(new byte[10]))
            .build();
    RawRecord record = new RawRecord("images", 0, 0, 0, null, MessageCodec.IMAGE.encode(image));
    return InputOptions.format(Configuration.fromMap(options)).read(record);
  }
}
