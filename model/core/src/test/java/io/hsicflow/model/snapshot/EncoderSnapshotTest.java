package io.hsicflow.model.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.model.network.Normalisation;
import io.hsicflow.model.network.Stem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EncoderSnapshotTest {
  private static final SnapshotMetadata METADATA =
      new SnapshotMetadata(
          1200,
          76_800,
          18,
          Stem.CIFAR,
          16,
          32,
          "whole",
          Normalisation.DEFAULT,
          1,
          "{\"a\":1}",
          "garments");

  private final EncoderSnapshot snapshot =
      new EncoderSnapshot(
          Map.of(
              "conv1.weight", new FloatTensor(new int[] {1, 1, 1, 2}, new float[] {1, -2}),
              "bn1.bias", new FloatTensor(new int[] {1}, new float[] {0.5f})),
          METADATA);

  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    EncoderSnapshot back = EncoderSnapshot.read(new ByteArrayInputStream(bytes(snapshot)));
    assertThat(back.tensors()).isEqualTo(snapshot.tensors());
    assertThat(back.metadata()).isEqualTo(METADATA);
    assertThat(back.digest()).isEqualTo(snapshot.digest());
  }

  @Test
  void digestIsOfTheTensorsOnly() {
    assertThat(snapshot.withMetadata(METADATA.withAttempt(2).withData("other")).digest())
        .isEqualTo(snapshot.digest());
    EncoderSnapshot other =
        new EncoderSnapshot(
            Map.of(
                "conv1.weight", new FloatTensor(new int[] {1, 1, 2, 1}, new float[] {1, -2}),
                "bn1.bias", new FloatTensor(new int[] {1}, new float[] {0.5f})),
            METADATA);
    assertThat(other.digest()).isNotEqualTo(snapshot.digest());
  }

  @Test
  void digestNeverChangesBetweenReleases() {
    assertThat(snapshot.digest())
        .isEqualTo("c5447e09621ebb6933c61dc7941dc8d92eae5d374e610dfcff8bf9ca1c179968");
    assertThat(snapshot.fileName())
        .isEqualTo("step-1200-" + snapshot.digest().substring(0, 12) + ".safetensors");
  }

  @Test
  void changedTensorIsNoticed() throws IOException {
    byte[] bytes = bytes(snapshot);
    bytes[bytes.length - 1] ^= 1;
    assertThatThrownBy(() -> EncoderSnapshot.read(new ByteArrayInputStream(bytes)))
        .hasMessageContaining("digest")
        .hasMessageContaining("damaged");
  }

  @Test
  void fileWithoutOurMetadataIsRefused() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new Safetensors(Map.of("a", TensorData.ofFloats(new int[] {1}, 1)), Map.of("step", "x"))
        .write(out);
    assertThatThrownBy(() -> EncoderSnapshot.read(new ByteArrayInputStream(out.toByteArray())))
        .isInstanceOf(SafetensorsException.class)
        .hasMessageContaining("step = x");
  }

  @Test
  void numbersOutOfAllRangeAreRefusedWithASentence() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new Safetensors(
            Map.of("a", TensorData.ofFloats(new int[] {1}, 1)),
            Map.of("step", "1", "images", "1", "depth", "99999999999"))
        .write(out);
    assertThatThrownBy(() -> EncoderSnapshot.read(new ByteArrayInputStream(out.toByteArray())))
        .isInstanceOf(SafetensorsException.class)
        .hasMessageContaining("depth = 99999999999");
  }

  private static byte[] bytes(EncoderSnapshot snapshot) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    snapshot.write(out);
    return out.toByteArray();
  }
}
