package io.hsicflow.connectors.tail;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.connectors.dataset.PngFile;
import io.hsicflow.connectors.sink.DeadLetterSchema;
import io.hsicflow.connectors.sink.EmbeddingSchema;
import io.hsicflow.connectors.sink.EvaluationSchema;
import io.hsicflow.connectors.sink.SingleObjectEmbeddings;
import io.hsicflow.connectors.sink.SnapshotSchema;
import io.hsicflow.schemas.avro.Image;
import io.hsicflow.schemas.message.MessageCodec;
import io.hsicflow.schemas.record.EmbeddedImage;
import io.hsicflow.schemas.record.EvaluationResult;
import io.hsicflow.schemas.record.RejectedRecord;
import io.hsicflow.schemas.record.SnapshotPublished;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class RecordPrinterTest {
  private static final String DIGEST = "0123456789abcdef".repeat(4);
  private static final byte[] PNG = PngFile.ofGray(new byte[12], 4, 3);

  @Test
  void printsImages() {
    Image image =
        Image.newBuilder()
            .setId("a")
            .setCapturedAt(Instant.EPOCH)
            .setSource("belt")
            .setLabel("shoe")
            .setAttributes(Map.of("split", "test"))
            .setImage(ByteBuffer.wrap(PNG))
            .build();
    assertThat(print(MessageCodec.IMAGE.encode(image)))
        .isEqualTo(
            "t/1@7  image a  PNG 4 x 3, "
                + PNG.length
                + " bytes  source belt  captured 1970-01-01T00:00:00Z  label shoe  {split=test}");
  }

  @Test
  void printsEmbeddingsWithFirstValuesAndNorm() {
    EmbeddedImage image =
        new EmbeddedImage(
            "a", "belt", 0, new float[] {3, 0, 4, 0, 0}, 1000, DIGEST, "images", 0, 5);
    assertThat(
            print(
                new EmbeddingSchema("t", new SingleObjectEmbeddings())
                    .serialize(image, null, null)
                    .value()))
        .isEqualTo(
            "t/1@7  embedding a  5 values, norm 5.0000  [3.0000, 0.0000, 4.0000, 0.0000, ...]"
                + "  snapshot step 1000 0123456789ab  of images/0@5  captured 1970-01-01T00:00:00Z");
  }

  @Test
  void printsDeadLettersWithWhatIsLeftOfTheOriginal() {
    RejectedRecord record =
        new RejectedRecord("images", 0, 5, 0, null, PNG, "too-large", "It is too large.");
    assertThat(print(new DeadLetterSchema("t", 1000).serialize(record, null, null).value()))
        .isEqualTo(
            "t/1@7  dead letter images/0@5  too-large: It is too large.  original: PNG 4 x 3, "
                + PNG.length
                + " bytes");
    assertThat(print(new DeadLetterSchema("t", 10).serialize(record, null, null).value()))
        .contains("original: " + PNG.length + " bytes, not carried, SHA-256 ");
  }

  @Test
  void printsSnapshotsAndEvaluations() {
    SnapshotPublished snapshot =
        new SnapshotPublished("/s", 5, 320, DIGEST, 1, 0, Map.of("loss", -0.5, "tau", 0.99));
    assertThat(print(new SnapshotSchema("t").serialize(snapshot, null, null).value()))
        .isEqualTo(
            "t/1@7  snapshot step 5 0123456789ab  320 images seen  /s  attempt 1"
                + "  published 1970-01-01T00:00:00Z  loss -0.500000  tau 0.990000");
    EvaluationResult result =
        new EvaluationResult("knn", 5, DIGEST, 320, 0, 2000, Map.of("k5", 0.75));
    assertThat(print(new EvaluationSchema("t").serialize(result, null, null).value()))
        .isEqualTo(
            "t/1@7  evaluation knn  snapshot step 5 0123456789ab  2000 images"
                + "  at 1970-01-01T00:00:00Z  k5 0.750000");
  }

  @Test
  void printsImageFilesAndUnknownBytesByTheirBeginning() {
    assertThat(print(PNG)).isEqualTo("t/1@7  PNG 4 x 3, " + PNG.length + " bytes  key k");
    assertThat(print(new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF}))
        .isEqualTo("t/1@7  JPEG, 3 bytes  key k");
    assertThat(print(new byte[] {1, 2})).isEqualTo("t/1@7  unknown bytes 0102, 2 bytes  key k");
    assertThat(print(new byte[0])).contains("0 bytes");
    assertThat(print(null)).isEqualTo("t/1@7  no value  key k");
  }

  @Test
  void printsDamagedAndForeignMessagesAsSuch() {
    byte[] image =
        MessageCodec.IMAGE.encode(
            Image.newBuilder()
                .setId("a")
                .setCapturedAt(Instant.EPOCH)
                .setImage(ByteBuffer.wrap(PNG))
                .build());
    assertThat(print(java.util.Arrays.copyOf(image, 12))).contains("damaged message: Image.");
    image[4] ^= 1;
    assertThat(print(image)).contains("Avro message of an unknown schema");
    assertThat(print(new byte[] {0, 0, 0, 1, 2, 9, 9}))
        .contains("message with the schema of id 258 in a schema registry, 7 bytes");
  }

  @Test
  void letsNoRecordCommandTheTerminal() {
    byte[] key = "\u001b[2Jevil\r\n\u202e".getBytes(StandardCharsets.UTF_8);
    String line = RecordPrinter.print(new ConsumerRecord<>("t", 1, 7, key, new byte[] {1}));
    assertThat(line).endsWith("key ?[2Jevil???");
  }

  private static String print(byte[] value) {
    return RecordPrinter.print(
        new ConsumerRecord<>("t", 1, 7, "k".getBytes(StandardCharsets.UTF_8), value));
  }
}
