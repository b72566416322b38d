package io.hsicflow.schemas.message;

import io.hsicflow.schemas.avro.Control;
import io.hsicflow.schemas.avro.DeadLetter;
import io.hsicflow.schemas.avro.Embedding;
import io.hsicflow.schemas.avro.Evaluation;
import io.hsicflow.schemas.avro.Image;
import io.hsicflow.schemas.avro.Snapshot;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecordBase;

/** One message of each kind with every field set, the same each time. */
final class SampleMessages {
  private static final Instant TIME = Instant.ofEpochMilli(1_700_000_000_123L);
  private static final String DIGEST = "0123456789abcdef".repeat(4);

  private SampleMessages() {}

  static Image image() {
    return Image.newBuilder()
        .setId("belt-7/000001")
        .setCapturedAt(TIME)
        .setSource("belt-7")
        .setLabel("shoe")
        .setAttributes(Map.of("light", "dim"))
        .setImage(ByteBuffer.wrap(new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, 0, 1}))
        .build();
  }

  static Embedding embedding() {
    return Embedding.newBuilder()
        .setId("belt-7/000001")
        .setSource("belt-7")
        .setCapturedAt(TIME)
        .setVector(List.of(0.5f, -1.25f, 3e-9f))
        .setSnapshotStep(1000)
        .setSnapshotDigest(DIGEST)
        .setTopic("images")
        .setPartition(3)
        .setOffset(123_456_789_012L)
        .build();
  }

  static DeadLetter deadLetter() {
    return DeadLetter.newBuilder()
        .setTopic("images")
        .setPartition(3)
        .setOffset(17)
        .setTimestamp(TIME)
        .setReasonCode("malformed")
        .setMessage("2 bytes follow the end of Image.")
        .setKey(ByteBuffer.wrap(new byte[] {1}))
        .setValue(ByteBuffer.wrap(new byte[] {2, 3}))
        .setKeySize(1)
        .setValueSize(2)
        .setValueSha256(DIGEST)
        .build();
  }

  static Snapshot snapshot() {
    return Snapshot.newBuilder()
        .setLocation("file:/snapshots/step-1000-0123456789ab.safetensors")
        .setStep(1000)
        .setImagesSeen(64_000)
        .setDigest(DIGEST)
        .setAttempt(1)
        .setPublishedAt(TIME)
        .setMetrics(Map.of("loss", -0.125))
        .build();
  }

  static Evaluation evaluation() {
    return Evaluation.newBuilder()
        .setName("knn")
        .setSnapshotStep(1000)
        .setSnapshotDigest(DIGEST)
        .setImagesSeen(64_000)
        .setEvaluatedAt(TIME)
        .setImages(2000)
        .setMetrics(Map.of("k5", 0.75))
        .build();
  }

  static Control control() {
    return Control.newBuilder()
        .setKind("final-decay")
        .setSteps(5000)
        .setValue(0.25)
        .setIssuedAt(TIME)
        .setIssuer("belt team")
        .setReason("The line is taken down.")
        .build();
  }

  /** All of them, by the name of their schema. */
  static Map<String, SpecificRecordBase> all() {
    return Map.of(
        "Image", image(),
        "Embedding", embedding(),
        "DeadLetter", deadLetter(),
        "Snapshot", snapshot(),
        "Evaluation", evaluation(),
        "Control", control());
  }
}
