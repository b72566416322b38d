package io.hsicflow.schemas.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.schemas.avro.Image;
import io.hsicflow.schemas.message.MessageCodec;
import io.hsicflow.schemas.record.RawRecord;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ImageRecordFormatTest {
  private static final FieldLimits LIMITS = new FieldLimits(10_000, 20, 2, 10);
  private static final ImageRecordFormat AVRO = ImageRecordFormat.of("avro", LIMITS);
  private static final ImageRecordFormat FILE = ImageRecordFormat.of("file", LIMITS);
  private static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF};

  @Test
  void fileModeTakesTheKeyAsIdAndTheTopicAsSource() {
    ImageRecord image =
        (ImageRecord) FILE.read(raw("bild-ä.jpg".getBytes(StandardCharsets.UTF_8), JPEG));
    assertThat(image.id()).isEqualTo("bild-ä.jpg");
    assertThat(image.source()).isEqualTo("photos");
    assertThat(image.capturedAt()).isEqualTo(1234);
    assertThat(image.label()).isNull();
    assertThat(image.file()).isSameAs(JPEG);
  }

  @Test
  void fileModeNamesAnImageByItsPlaceWhereTheKeyIsNoText() {
    byte[][] keys = {
      null,
      new byte[0],
      " ".getBytes(StandardCharsets.UTF_8),
      {(byte) 0xC3, 0x28}, // not UTF-8
      {0, 0, 0, 5}, // a number
    };
    for (byte[] key : keys) {
      assertThat(FILE.read(raw(key, JPEG)))
          .isInstanceOfSatisfying(
              ImageRecord.class, image -> assertThat(image.id()).isEqualTo("photos-2-77"));
    }
  }

  @Test
  void bothModesRejectTombstonesEmptyAndLargeValues() {
    for (ImageRecordFormat format : new ImageRecordFormat[] {AVRO, FILE}) {
      assertRejected(format.read(raw(null, null)), "no-value", "tombstone");
      assertRejected(format.read(raw(null, new byte[0])), "field-empty", "0 bytes");
      assertRejected(
          format.read(raw(null, new byte[10_001])),
          "field-too-long",
          "10001 bytes, the limit is 10000");
    }
  }

  @Test
  void fileModeRejectsAKeyBeyondTheLimit() {
    assertRejected(
        FILE.read(raw("x".repeat(21).getBytes(StandardCharsets.UTF_8), JPEG)),
        "field-too-long",
        "key has 21 characters, the limit is 20");
  }

  @Test
  void avroModeReadsEveryField() {
    ImageRecord image = (ImageRecord) AVRO.read(raw(null, bytes(message().build())));
    assertThat(image)
        .usingRecursiveComparison()
        .isEqualTo(new ImageRecord("a", "belt", 99, "shoe", Map.of("light", "dim"), JPEG));
  }

  @Test
  void avroModeTakesTheTopicWhereTheSourceIsEmpty() {
    ImageRecord image = (ImageRecord) AVRO.read(raw(null, bytes(message().setSource("").build())));
    assertThat(image.source()).isEqualTo("photos");
  }

  @Test
  void avroModeRejectsFieldsBeyondTheirLimits() {
    String longText = "x".repeat(21);
    assertRejectedField(message().setId(longText), "field-too-long", "id has 21 characters");
    assertRejectedField(message().setSource(longText), "field-too-long", "source has 21");
    assertRejectedField(message().setLabel(longText), "field-too-long", "label has 21");
    assertRejectedField(message().setId(""), "field-empty", "id");
    assertRejectedField(message().setImage(ByteBuffer.allocate(0)), "field-empty", "image");
    assertRejectedField(
        message().setAttributes(Map.of("key", "x".repeat(11))),
        "field-too-long",
        "attribute has 11");
    assertRejectedField(
        message()
            .setAttributes(
                IntStream.range(0, 3)
                    .boxed()
                    .collect(Collectors.toMap(String::valueOf, String::valueOf))),
        "field-too-long",
        "attributes has 3 entries, the limit is 2");
  }

  @Test
  void countsAttributesBeforeItTakesMemoryForThem() {
    // A million times the same name: one attribute once read, a million while it is read.
    byte[] message = bytes(message().setAttributes(Map.of()).build());
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    int attributes = message.length - 1 - 1 - JPEG.length;
    bomb.write(message, 0, attributes);
    bomb.writeBytes(new byte[] {(byte) 0x80, (byte) 0x89, 0x7A}); // 1,000,000
    bomb.writeBytes(new byte[2_000_000]);
    bomb.write(message, attributes, message.length - attributes);
    ImageRecordFormat roomy = ImageRecordFormat.of("avro", new FieldLimits(10_000_000, 20, 64, 10));
    assertRejected(
        roomy.read(raw(null, bomb.toByteArray())),
        "field-too-long",
        "attributes has 1000000 entries, the limit is 64");
  }

  @Test
  void measuresTextsBeforeItTakesMemoryForThem() {
    assertRejectedField(
        message().setId("x".repeat(9_000)),
        "field-too-long",
        "id has a text of 9000 bytes, the limit is 60");
    assertRejectedField(
        message().setAttributes(Map.of("x".repeat(61), "")),
        "field-too-long",
        "attributes has a text of 61 bytes");
  }

  @Test
  void avroModeRejectsClaimsThatNoBytesStandBehind() {
    byte[] message = bytes(message().build());
    byte[] longest = {(byte) 0xFE, -1, -1, -1, -1, -1, -1, -1, -1, 1}; // 2^63 - 1
    byte[] lie = Arrays.copyOf(message, MessageCodec.HEADER_BYTES + longest.length);
    System.arraycopy(longest, 0, lie, MessageCodec.HEADER_BYTES, longest.length);
    assertRejected(AVRO.read(raw(null, lie)), "malformed", "id claims 9223372036854775807 bytes");
    byte[] behind = Arrays.copyOf(message, message.length + 3);
    assertRejected(AVRO.read(raw(null, behind)), "malformed", "3 bytes follow the end of Image");
  }

  @Test
  void avroModeSaysWhatElseTheValueIs() {
    assertRejected(AVRO.read(raw(null, JPEG)), "not-avro", "begins with FF D8 FF");
    byte[] cut = Arrays.copyOf(bytes(message().build()), 15);
    assertRejected(AVRO.read(raw(null, cut)), "malformed", "bytes");
    byte[] unknown = bytes(message().build());
    unknown[5] ^= 1;
    assertRejected(AVRO.read(raw(null, unknown)), "unknown-schema", "fingerprint");
  }

  @Test
  void eventTimeIsCapturedAtWhereTheRecordSaysIt() {
    assertThat(AVRO.capturedAt(raw(null, bytes(message().build())))).isEqualTo(99);
    assertThat(AVRO.capturedAt(raw(null, JPEG))).isEqualTo(1234);
    assertThat(AVRO.capturedAt(raw(null, null))).isEqualTo(1234);
    assertThat(FILE.capturedAt(raw(null, JPEG))).isEqualTo(1234);
  }

  @Test
  void takesAnyTimeThatARecordMayName() {
    for (long time : new long[] {Long.MIN_VALUE, -1, Long.MAX_VALUE}) {
      Image image = message().setCapturedAt(Instant.ofEpochMilli(time)).build();
      assertThat(AVRO.read(raw(null, bytes(image))))
          .isInstanceOfSatisfying(
              ImageRecord.class, read -> assertThat(read.capturedAt()).isEqualTo(time));
    }
  }

  @Test
  void refusesAModeThatThereIsNot() {
    assertThatThrownBy(() -> ImageRecordFormat.of("jpeg", LIMITS))
        .hasMessageContaining("images.format is 'jpeg'");
  }

  private static Image.Builder message() {
    return Image.newBuilder()
        .setId("a")
        .setCapturedAt(Instant.ofEpochMilli(99))
        .setSource("belt")
        .setLabel("shoe")
        .setAttributes(Map.of("light", "dim"))
        .setImage(ByteBuffer.wrap(JPEG));
  }

  private static byte[] bytes(Image image) {
    return MessageCodec.IMAGE.encode(image);
  }

  private static RawRecord raw(byte[] key, byte[] value) {
    return new RawRecord("photos", 2, 77, 1234, key, value);
  }

  private static void assertRejectedField(Image.Builder image, String code, String part) {
    assertRejected(AVRO.read(raw(null, bytes(image.build()))), code, part);
  }

  private static void assertRejected(ImageReading reading, String code, String part) {
    assertThat(reading)
        .isInstanceOfSatisfying(
            UnreadableRecord.class,
            rejected -> {
              assertThat(rejected.reason().code()).isEqualTo(code);
              assertThat(rejected.message()).contains(part).endsWith(".");
            });
  }
}
