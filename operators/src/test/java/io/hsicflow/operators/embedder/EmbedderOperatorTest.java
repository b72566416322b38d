package io.hsicflow.operators.embedder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.model.augment.Preprocess;
import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Backends;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.learner.Encoder;
import io.hsicflow.model.learner.Learner;
import io.hsicflow.model.learner.LearnerSettings;
import io.hsicflow.model.network.Stem;
import io.hsicflow.model.snapshot.EncoderSnapshot;
import io.hsicflow.operators.TestImages;
import io.hsicflow.operators.clock.ManualClock;
import io.hsicflow.operators.snapshot.SnapshotGate;
import io.hsicflow.operators.snapshot.SnapshotPointer;
import io.hsicflow.operators.snapshot.SnapshotStore;
import io.hsicflow.schemas.record.EmbeddedImage;
import io.hsicflow.schemas.record.SourceImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("try") // harnesses throw what they like on closing
class EmbedderOperatorTest {

  private static final int SIZE = 8;

  @TempDir Path temporary;
  private SnapshotStore store;

  @BeforeEach
  void open() {
    store = new SnapshotStore(temporary.resolve("snapshots").toString());
  }

  @Test
  void anEmbeddingIsTheEncodersOutputAndNamesItsSnapshotAndOrigin() throws Exception {
    EncoderSnapshot snapshot = publish(1, 30);
    try (var embedder = embedder(Map.of("embed.batch", "2"))) {
      embedder.open();
      embedder.processElement(record(0, 11), 5);
      assertThat(embedder.extractOutputValues()).isEmpty();
      embedder.processElement(record(1, 8), 6);

      EmbeddedImage first = embedder.extractOutputValues().get(0);
      assertThat(first.id()).isEqualTo("0/0");
      assertThat(first.topic()).isEqualTo("images");
      assertThat(first.offset()).isZero();
      assertThat(first.snapshotStep()).isEqualTo(30);
      assertThat(first.snapshotDigest()).isEqualTo(snapshot.digest());
      assertThat(first.vector()).isEqualTo(embedAlone(snapshot, record(0, 11)));
      assertThat(embedder.extractOutputStreamRecords().get(1).getTimestamp()).isEqualTo(6);
    }
  }

  @Test
  void anIncompleteBatchGoesOutByTimeBeforeWatermarksAndBarriersAndAtTheEnd() throws Exception {
    publish(1, 30);
    try (var embedder = embedder(Map.of("embed.flush-after", "50 ms"))) {
      embedder.setProcessingTime(0);
      embedder.open();
      embedder.processElement(record(0, 8), 0);
      embedder.setProcessingTime(49);
      assertThat(embedder.extractOutputValues()).isEmpty();
      embedder.setProcessingTime(50);
      assertThat(embedder.extractOutputValues()).hasSize(1);

      embedder.processElement(record(1, 8), 1);
      embedder.prepareSnapshotPreBarrier(1);
      assertThat(embedder.extractOutputValues()).hasSize(2);

      embedder.processElement(record(2, 8), 2);
      embedder.processWatermark(new Watermark(2));
      assertThat(embedder.getOutput().stream().skip(2).map(Object::getClass).toList())
          .isEqualTo(java.util.List.of(StreamRecord.class, Watermark.class));

      embedder.processElement(record(3, 8), 3);
      embedder.endInput();
      assertThat(embedder.extractOutputValues()).hasSize(4);
    }
  }

  @Test
  void theNewestSnapshotIsFollowedWhileTheJobRuns() throws Exception {
    publish(1, 30);
    try (var embedder = embedder(Map.of("embed.poll", "1 s", "embed.flush-after", "1 h"))) {
      embedder.setProcessingTime(0);
      embedder.open();
      embedder.processElement(record(0, 8), 0);
      EncoderSnapshot newer = publish(2, 60);
      embedder.setProcessingTime(1000);
      embedder.processElement(record(1, 8), 0);
      embedder.endInput();

      assertThat(embedder.extractOutputValues())
          .extracting(EmbeddedImage::snapshotStep)
          .containsExactly(30L, 60L);
      assertThat(embedder.extractOutputValues().get(1).snapshotDigest()).isEqualTo(newer.digest());
    }
  }

  @Test
  void theReleasedSnapshotIsFollowedForwardsAndBackAndTheNewestIsNot() throws Exception {
    SnapshotPointer first = SnapshotPointer.to(publish(1, 30));
    SnapshotPointer second = SnapshotPointer.to(publish(2, 60));
    SnapshotGate gate = new SnapshotGate(store, new Configuration(), new ManualClock());
    gate.published(first);
    try (var embedder =
        embedder(Map.of("embed.snapshot", "released", "embed.poll", "1 s", "embed.batch", "1"))) {
      embedder.setProcessingTime(0);
      embedder.open();
      embedder.processElement(record(0, 8), 0);
      gate.published(second);
      embedder.setProcessingTime(1000);
      embedder.processElement(record(1, 8), 0);
      gate.releaseByHand(first, "The newer one is worse.", false);
      embedder.setProcessingTime(2000);
      embedder.processElement(record(2, 8), 0);

      assertThat(embedder.extractOutputValues())
          .extracting(EmbeddedImage::snapshotStep)
          .containsExactly(30L, 60L, 30L);
    }
  }

  @Test
  void snapshotsAreFollowedOverATimeOfDayThatIsSet() throws Exception {
    publish(1, 30);
    try (var embedder = embedder(Map.of("embed.poll", "1 s", "embed.batch", "1"))) {
      embedder.setProcessingTime(10_000);
      embedder.open();
      embedder.processElement(record(0, 8), 0);
      publish(2, 60);
      embedder.setProcessingTime(86_400_000);
      embedder.processElement(record(1, 8), 0);
      embedder.setProcessingTime(0);
      publish(3, 90);
      embedder.setProcessingTime(86_401_000);
      embedder.processElement(record(2, 8), 0);

      assertThat(embedder.extractOutputValues())
          .extracting(EmbeddedImage::snapshotStep)
          .containsExactly(30L, 60L, 90L);
    }
  }

  @Test
  void aNewerSnapshotThatCannotBeReadLeavesTheOneInUse() throws Exception {
    publish(1, 30);
    try (var embedder = embedder(Map.of("embed.poll", "1 s"))) {
      embedder.setProcessingTime(0);
      embedder.open();
      embedder.processElement(record(0, 8), 0);
      EncoderSnapshot newer = publish(2, 60);
      Files.delete(Path.of(store.folder(), newer.fileName()));
      embedder.setProcessingTime(1000);
      embedder.processElement(record(1, 8), 0);
      embedder.endInput();

      assertThat(embedder.extractOutputValues())
          .extracting(EmbeddedImage::snapshotStep)
          .containsExactly(30L, 30L);
    }
  }

  @Test
  void aDigestStaysWhateverIsNewer() throws Exception {
    EncoderSnapshot chosen = publish(1, 30);
    publish(2, 60);
    try (var embedder =
        embedder(Map.of("embed.snapshot", chosen.digest().substring(0, 16), "embed.batch", "1"))) {
      embedder.setProcessingTime(0);
      embedder.open();
      embedder.setProcessingTime(10_000);
      embedder.processElement(record(0, 8), 0);

      assertThat(embedder.extractOutputValues().get(0).snapshotDigest()).isEqualTo(chosen.digest());
    }
  }

  @Test
  void beforeTheFirstSnapshotTheUntrainedEncoderEmbedsWhereAsked() throws Exception {
    try (var embedder =
        embedder(
            Map.of(
                "embed.before-first", "initial",
                "embed.batch", "1",
                "embed.poll", "1 s",
                "learner.seed", "1"))) {
      embedder.setProcessingTime(0);
      embedder.open();
      embedder.processElement(record(0, 8), 0);
      EncoderSnapshot first = publish(2, 60);
      embedder.setProcessingTime(1000);
      embedder.processElement(record(1, 8), 0);

      assertThat(embedder.extractOutputValues())
          .extracting(EmbeddedImage::snapshotStep)
          .containsExactly(0L, 60L);
      assertThat(embedder.extractOutputValues().get(0).snapshotDigest())
          .isEqualTo(snapshot(1, 0).digest())
          .isNotEqualTo(first.digest());
    }
  }

  @Test
  void anImageWithoutAnySnapshotIsRefusedWithASentence() throws Exception {
    try (var embedder = embedder(Map.of())) {
      embedder.open();

      assertThatThrownBy(() -> embedder.processElement(record(0, 8), 0))
          .hasMessageContaining("embed.before-first = initial");
    }
  }

  private EncoderSnapshot publish(long seed, long step) throws Exception {
    return store.publish(snapshot(seed, step), Map.of()).snapshot();
  }

  private static EncoderSnapshot snapshot(long seed, long step) {
    LearnerSettings settings =
        LearnerSettings.builder()
            .depth(18)
            .stem(Stem.CIFAR)
            .width(2)
            .inputSize(SIZE)
            .hidden(8)
            .output(4)
            .batch(4)
            .seed(seed)
            .build();
    try (Backend backend = Backends.open(Backends.AUTO, Precision.FLOAT32, 1);
        Learner learner = Learner.create(backend, settings)) {
      EncoderSnapshot fresh = learner.snapshot();
      return fresh.withMetadata(
          new io.hsicflow.model.snapshot.SnapshotMetadata(
              step,
              step * 4,
              fresh.metadata().depth(),
              fresh.metadata().stem(),
              fresh.metadata().width(),
              fresh.metadata().inputSize(),
              fresh.metadata().preprocessing(),
              fresh.metadata().normalisation(),
              1,
              fresh.metadata().settings(),
              ""));
    }
  }

  private static float[] embedAlone(EncoderSnapshot snapshot, SourceImage image) {
    byte[] input = new byte[3 * SIZE * SIZE];
    Preprocess.whole(image.rgb(), image.width(), image.height(), SIZE, input, 0);
    try (Backend backend = Backends.open(Backends.AUTO, Precision.FLOAT32, 1);
        Encoder encoder = Encoder.load(backend, snapshot)) {
      return encoder.embed(input, 1);
    }
  }

  private static SourceImage record(long offset, int side) {
    return TestImages.image(0, offset, side);
  }

  private OneInputStreamOperatorTestHarness<SourceImage, EmbeddedImage> embedder(
      Map<String, String> options) throws Exception {
    Map<String, String> all =
        new HashMap<>(
            Map.of(
                "learner.depth", "18",
                "learner.stem", "cifar",
                "learner.width", "2",
                "learner.size", Integer.toString(SIZE),
                "learner.hidden", "8",
                "learner.output", "4",
                "learner.batch", "4"));
    all.putAll(options);
    return new OneInputStreamOperatorTestHarness<>(
        new EmbedderOperator(Configuration.fromMap(all), store.folder(), new ManualClock()));
  }
}
