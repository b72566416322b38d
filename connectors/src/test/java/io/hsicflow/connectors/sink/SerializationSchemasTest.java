package io.hsicflow.connectors.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.schemas.avro.DeadLetter;
import io.hsicflow.schemas.avro.Embedding;
import io.hsicflow.schemas.avro.Evaluation;
import io.hsicflow.schemas.avro.Snapshot;
import io.hsicflow.schemas.message.MessageCodec;
import io.hsicflow.schemas.record.EmbeddedImage;
import io.hsicflow.schemas.record.EvaluationResult;
import io.hsicflow.schemas.record.RejectedRecord;
import io.hsicflow.schemas.record.SnapshotPublished;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class SerializationSchemasTest {
  private static final String DIGEST = "ab".repeat(32);

  @Test
  void embeddingsAreKeyedByIdAndCarryEveryField() throws Exception {
    EmbeddedImage image =
        new EmbeddedImage(
            "ä/1", "cam", 99, new float[] {0.5f, -2}, 7, DIGEST, "images", 3, 1L << 40);
    ProducerRecord<byte[], byte[]> record =
        new EmbeddingSchema("out", new SingleObjectEmbeddings()).serialize(image, null, 5L);

    assertThat(record.topic()).isEqualTo("out");
    assertThat(text(record.key())).isEqualTo("ä/1");
    assertThat(record.timestamp()).isNull();
    Embedding read = MessageCodec.EMBEDDING.decode(record.value());
    assertThat(read.getId()).isEqualTo("ä/1");
    assertThat(read.getSource()).isEqualTo("cam");
    assertThat(read.getCapturedAt().toEpochMilli()).isEqualTo(99);
    assertThat(read.getVector()).containsExactly(0.5f, -2f);
    assertThat(read.getSnapshotStep()).isEqualTo(7);
    assertThat(read.getSnapshotDigest()).isEqualTo(DIGEST);
    assertThat(read.getTopic() + read.getPartition()).isEqualTo("images3");
    assertThat(read.getOffset()).isEqualTo(1L << 40);
  }

  @Test
  void snapshotsAndEvaluationsAreKeyedSoThatCompactionLosesNothing() throws Exception {
    ProducerRecord<byte[], byte[]> snapshot =
        new SnapshotSchema("s")
            .serialize(
                new SnapshotPublished("/x", 5, 320, DIGEST, 1, 9, Map.of("loss", 0.5)), null, null);
    assertThat(text(snapshot.key())).isEqualTo(DIGEST);
    Snapshot readSnapshot = MessageCodec.SNAPSHOT.decode(snapshot.value());
    assertThat(readSnapshot.getLocation()).isEqualTo("/x");
    assertThat(readSnapshot.getAttempt()).isEqualTo(1);
    assertThat(readSnapshot.getMetrics()).containsOnly(Map.entry("loss", 0.5));

    ProducerRecord<byte[], byte[]> evaluation =
        new EvaluationSchema("e")
            .serialize(
                new EvaluationResult("knn", 5, DIGEST, 320, 9, 2000, Map.of("k5", 0.75)),
                null,
                null);
    assertThat(text(evaluation.key())).isEqualTo(DIGEST + "/knn");
    Evaluation readEvaluation = MessageCodec.EVALUATION.decode(evaluation.value());
    assertThat(readEvaluation.getImages()).isEqualTo(2000);
    assertThat(readEvaluation.getMetrics()).containsOnly(Map.entry("k5", 0.75));
  }

  @Test
  void deadLettersCarryTheOriginalUpToTheLimitToTheByte() throws Exception {
    DeadLetter fits = letter(10, bytes(4), bytes(6));
    assertThat(fits.getKey()).isEqualTo(ByteBuffer.wrap(bytes(4)));
    assertThat(fits.getValue()).isEqualTo(ByteBuffer.wrap(bytes(6)));
    assertThat(fits.getValueSha256()).isNull();
    assertThat(fits.getReasonCode() + " " + fits.getMessage()).isEqualTo("malformed It is bad.");

    DeadLetter tooLarge = letter(10, bytes(4), bytes(7));
    assertThat(tooLarge.getValue()).isNull();
    assertThat(tooLarge.getValueSize()).isEqualTo(7);
    assertThat(tooLarge.getValueSha256())
        .isEqualTo("837885c8f8091aeaeb9ec3c3f85a6ff470a415e610b8ba3e49f9b33c9cf9d619");
    assertThat(tooLarge.getKey()).as("small keys stay").isEqualTo(ByteBuffer.wrap(bytes(4)));
  }

  @Test
  void deadLettersTellTombstonesAndLargeKeys() throws Exception {
    DeadLetter tombstone = letter(10, null, null);
    assertThat(tombstone.getKeySize()).isEqualTo(-1);
    assertThat(tombstone.getValueSize()).isEqualTo(-1);
    assertThat(tombstone.getValueSha256()).isNull();

    DeadLetter largeKey = letter(10, bytes(5000), null);
    assertThat(largeKey.getKey()).isNull();
    assertThat(largeKey.getKeySize()).isEqualTo(5000);
  }

  /** Whatever is in a rejected record, its letter is no larger than what the topic is made for. */
  @Test
  void noLetterIsLargerThanPlanned() {
    Configuration conf = new Configuration();
    int max = DeadLetterLimits.maxOriginalBytes(conf);
    byte[] key = bytes(DeadLetterLimits.KEY_BYTES);
    for (byte[] value : new byte[][] {bytes(max - key.length), bytes(max + 1)}) {
      RejectedRecord record =
          new RejectedRecord(
              "t".repeat(249),
              Integer.MAX_VALUE,
              Long.MAX_VALUE,
              Long.MIN_VALUE,
              key,
              value,
              "€".repeat(1000),
              "€".repeat(100_000));
      ProducerRecord<byte[], byte[]> letter =
          new DeadLetterSchema("dead-letters", max).serialize(record, null, null);
      assertThat(letter.key().length + letter.value().length + 200)
          .isLessThanOrEqualTo(DeadLetterLimits.maxRecordBytes(conf))
          .isLessThanOrEqualTo(1_048_588);
    }
  }

  private static DeadLetter letter(int maxBytes, byte[] key, byte[] value) throws Exception {
    ProducerRecord<byte[], byte[]> record =
        new DeadLetterSchema("dead", maxBytes)
            .serialize(
                new RejectedRecord("images", 2, 77, 5, key, value, "malformed", "It is bad."),
                null,
                null);
    assertThat(text(record.key())).isEqualTo("images-2-77");
    return MessageCodec.DEAD_LETTER.decode(record.value());
  }

  private static byte[] bytes(int count) {
    return new byte[count];
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
