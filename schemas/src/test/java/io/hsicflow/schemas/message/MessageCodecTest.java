package io.hsicflow.schemas.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.hsicflow.schemas.avro.Embedding;
import io.hsicflow.schemas.avro.Image;
import io.hsicflow.schemas.message.UnreadableMessageException.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

class MessageCodecTest {
  private static final byte[] IMAGE = MessageCodec.IMAGE.encode(SampleMessages.image());

  @Test
  void writesWhatItReads() throws Exception {
    assertThat(MessageCodec.IMAGE.decode(IMAGE)).isEqualTo(SampleMessages.image());
    assertThat(
            MessageCodec.EMBEDDING.decode(
                MessageCodec.EMBEDDING.encode(SampleMessages.embedding())))
        .isEqualTo(SampleMessages.embedding());
    assertThat(
            MessageCodec.DEAD_LETTER.decode(
                MessageCodec.DEAD_LETTER.encode(SampleMessages.deadLetter())))
        .isEqualTo(SampleMessages.deadLetter());
    assertThat(
            MessageCodec.SNAPSHOT.decode(MessageCodec.SNAPSHOT.encode(SampleMessages.snapshot())))
        .isEqualTo(SampleMessages.snapshot());
    assertThat(
            MessageCodec.EVALUATION.decode(
                MessageCodec.EVALUATION.encode(SampleMessages.evaluation())))
        .isEqualTo(SampleMessages.evaluation());
  }

  @Test
  void writesWhatAvrosOwnDecoderReads() throws IOException {
    assertThat(Image.fromByteBuffer(java.nio.ByteBuffer.wrap(IMAGE)))
        .isEqualTo(SampleMessages.image());
    assertThat(Embedding.getEncoder().encode(SampleMessages.embedding()).array())
        .startsWith(MessageCodec.EMBEDDING.encode(SampleMessages.embedding()));
  }

  @Test
  void tellsMessagesApartByFingerprint() {
    assertThat(MessageCodec.of(IMAGE)).contains(MessageCodec.IMAGE);
    assertThat(MessageCodec.of(MessageCodec.SNAPSHOT.encode(SampleMessages.snapshot())))
        .contains(MessageCodec.SNAPSHOT);
    assertThat(MessageCodec.of(new byte[] {1, 2, 3})).isEmpty();
    assertThat(MessageCodec.of(null)).isEmpty();
  }

  @Test
  void refusesEveryBeginningOfAMessageAndEveryAddition() {
    for (int length = 0; length < IMAGE.length; length++) {
      byte[] cut = Arrays.copyOf(IMAGE, length);
      assertThat(catchThrowable(() -> MessageCodec.IMAGE.decode(cut)))
          .as("the first %d of %d bytes", length, IMAGE.length)
          .isInstanceOf(UnreadableMessageException.class);
    }
    byte[] longer = Arrays.copyOf(IMAGE, IMAGE.length + 2);
    assertThatThrownBy(() -> MessageCodec.IMAGE.decode(longer))
        .hasMessage("2 bytes follow the end of Image.");
  }

  @Test
  void neverFailsOtherwiseOnDamagedBytes() {
    for (int position = MessageCodec.HEADER_BYTES; position < IMAGE.length; position++) {
      for (int value = 0; value < 256; value++) {
        byte[] damaged = IMAGE.clone();
        damaged[position] = (byte) value;
        Throwable thrown = catchThrowable(() -> MessageCodec.IMAGE.decode(damaged));
        if (thrown != null) {
          assertThat(thrown)
              .as("byte %d is %d", position, value)
              .isInstanceOf(UnreadableMessageException.class);
        }
      }
    }
  }

  @Test
  void saysWhatTheBytesAreInstead() {
    assertUnreadable(null, Kind.NOT_A_SINGLE_OBJECT, "is empty");
    assertUnreadable(new byte[0], Kind.NOT_A_SINGLE_OBJECT, "is empty");
    assertUnreadable(
        new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xE0, 0, 0, 0, 0, 0, 0, 0},
        Kind.NOT_A_SINGLE_OBJECT,
        "begins with FF D8 FF E0");
    assertUnreadable(
        MessageCodec.EMBEDDING.encode(SampleMessages.embedding()),
        Kind.OTHER_SCHEMA,
        "Embedding, where Image is expected");
    byte[] unknown = IMAGE.clone();
    unknown[2] ^= 1;
    assertUnreadable(unknown, Kind.UNKNOWN_SCHEMA, "fingerprint");
  }

  @Test
  void refusesALengthBeyondTheBytesWithoutAllocatingIt() throws IOException {
    assertUnreadable(
        payload(encoder -> encoder.writeLong(Integer.MAX_VALUE)),
        Kind.MALFORMED,
        "Image.id claims 2147483647 bytes, but 0 are left");
    assertUnreadable(
        payload(encoder -> encoder.writeLong(-5)), Kind.MALFORMED, "Image.id claims -5 bytes");
  }

  @Test
  void refusesACountBeyondTheBytes() throws IOException {
    byte[] manyAttributes =
        payload(
            encoder -> {
              encoder.writeString("a");
              encoder.writeLong(0);
              encoder.writeString("");
              encoder.writeIndex(0);
              encoder.writeLong(1L << 40);
            });
    assertUnreadable(manyAttributes, Kind.MALFORMED, "Image.attributes claims 1099511627776");
    byte[] negativeCount =
        payload(
            encoder -> {
              encoder.writeString("a");
              encoder.writeLong(0);
              encoder.writeString("");
              encoder.writeIndex(0);
              encoder.writeLong(Long.MIN_VALUE);
              encoder.writeLong(0);
            });
    assertUnreadable(negativeCount, Kind.MALFORMED, "Image.attributes claims");
    byte[] noSuchChoice =
        payload(
            encoder -> {
              encoder.writeString("a");
              encoder.writeLong(0);
              encoder.writeString("");
              encoder.writeIndex(7);
            });
    assertUnreadable(noSuchChoice, Kind.MALFORMED, "Image.label takes choice 7 of 2");
  }

  @Test
  void readsOneNumberWithoutTheRest() {
    assertThat(MessageCodec.IMAGE.peekLong(IMAGE, "capturedAt")).hasValue(1_700_000_000_123L);
    assertThat(MessageCodec.IMAGE.peekLong(Arrays.copyOf(IMAGE, 12), "capturedAt")).isEmpty();
    assertThat(MessageCodec.IMAGE.peekLong(IMAGE, "id")).isEmpty();
    assertThat(MessageCodec.IMAGE.peekLong("no".getBytes(StandardCharsets.UTF_8), "id")).isEmpty();
    assertThat(MessageCodec.IMAGE.peekLong(null, "capturedAt")).isEmpty();
  }

  private static void assertUnreadable(byte[] bytes, Kind kind, String part) {
    assertThatThrownBy(() -> MessageCodec.IMAGE.decode(bytes))
        .isInstanceOfSatisfying(
            UnreadableMessageException.class, e -> assertThat(e.kind()).isEqualTo(kind))
        .hasMessageContaining(part);
  }

  private static byte[] payload(Writing writing) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(IMAGE, 0, MessageCodec.HEADER_BYTES);
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    writing.write(encoder);
    encoder.flush();
    return out.toByteArray();
  }

  private interface Writing {
    void write(BinaryEncoder encoder) throws IOException;
  }
}
