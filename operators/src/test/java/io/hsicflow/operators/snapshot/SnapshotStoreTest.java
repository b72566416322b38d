package io.hsicflow.operators.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.model.network.Normalisation;
import io.hsicflow.model.network.Stem;
import io.hsicflow.model.snapshot.EncoderSnapshot;
import io.hsicflow.model.snapshot.FloatTensor;
import io.hsicflow.model.snapshot.SnapshotMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotStoreTest {

  @TempDir Path temporary;
  private Path folder;
  private SnapshotStore store;

  @BeforeEach
  void open() {
    folder = temporary.resolve("snapshots");
    store = new SnapshotStore(folder.toString());
  }

  @Test
  void aPublishedSnapshotIsTheNewestAndReadsBackEqual() throws Exception {
    EncoderSnapshot snapshot = snapshot(10, 1.5f);

    StoredSnapshot stored = store.publish(snapshot, Map.of("loss", 0.5));

    assertThat(stored.location()).endsWith(snapshot.fileName());
    SnapshotPointer newest = store.newest().orElseThrow();
    assertThat(newest.step()).isEqualTo(10);
    EncoderSnapshot read = store.read(newest);
    assertThat(read.digest()).isEqualTo(snapshot.digest());
    assertThat(read.metadata().step()).isEqualTo(10);
  }

  @Test
  void aHeldSnapshotIsThereAndNotTheNewest() throws Exception {
    store.publish(snapshot(10, 1.5f), Map.of());

    StoredSnapshot held = store.hold(snapshot(20, 2.5f), Map.of());

    assertThat(store.newest().orElseThrow().step()).isEqualTo(10);
    assertThat(store.find(held.snapshot().digest()).orElseThrow().step()).isEqualTo(20);
    assertThat(Files.readString(folder.resolve(jsonOf(snapshot(20, 2.5f)))))
        .contains("\"held\":true");
    assertThat(Files.readString(folder.resolve(jsonOf(snapshot(10, 1.5f)))))
        .contains("\"held\":false");
  }

  @Test
  void whatKilledWritersLeftIsSweptAndWhatMayHaveAWriterIsNot() throws Exception {
    store.publish(snapshot(10, 1.5f), Map.of());
    Path left = aside("step-20-0123456789ab.safetensors", 1_000);
    Path fresh = aside("step-30-0123456789ab.safetensors", 5_000);
    List<String> before = names();

    assertThat(store.sweep(5_000)).isEqualTo(1);

    assertThat(left).doesNotExist();
    assertThat(fresh).exists();
    assertThat(names()).hasSize(before.size() - 1);
    assertThat(new SnapshotStore(temporary.resolve("none").toString()).sweep(5_000)).isZero();
  }

  private Path aside(String name, long millis) throws IOException {
    Path file = Files.writeString(folder.resolve("." + name + ".7-1.part"), "half");
    return Files.setLastModifiedTime(file, FileTime.fromMillis(millis));
  }

  @Test
  void onlyCompleteFilesAreVisible() throws Exception {
    store.publish(snapshot(10, 1.5f), Map.of("loss", 0.5));

    assertThat(names())
        .containsExactlyInAnyOrder(
            snapshot(10, 1.5f).fileName(),
            jsonOf(snapshot(10, 1.5f)),
            jsonOf(snapshot(10, 1.5f)).replace(".json", ".card.json"),
            jsonOf(snapshot(10, 1.5f)).replace(".json", ".card.md"),
            "newest");
    assertThat(Files.readString(folder.resolve(jsonOf(snapshot(10, 1.5f)))))
        .contains("\"loss\":0.5")
        .contains("\"step\":10");
  }

  @Test
  void makingAStepAgainFindsTheSameFile() throws Exception {
    store.publish(snapshot(10, 1.5f), Map.of());
    byte[] first = Files.readAllBytes(folder.resolve(snapshot(10, 1.5f).fileName()));

    StoredSnapshot again = store.publish(snapshot(10, 1.5f), Map.of("loss", 3.0));

    assertThat(again.snapshot().metadata().attempt()).isEqualTo(1);
    assertThat(store.fileNames()).hasSize(1);
    assertThat(Files.readAllBytes(folder.resolve(snapshot(10, 1.5f).fileName()))).isEqualTo(first);
  }

  @Test
  void otherWeightsOfTheSameStepAreTheNextAttemptAndTheNewest() throws Exception {
    store.publish(snapshot(10, 1.5f), Map.of());

    StoredSnapshot second = store.publish(snapshot(10, 2.5f), Map.of());

    assertThat(second.snapshot().metadata().attempt()).isEqualTo(2);
    assertThat(store.newest().orElseThrow().digest()).isEqualTo(snapshot(10, 2.5f).digest());
    assertThat(store.read(store.newest().orElseThrow()).metadata().attempt()).isEqualTo(2);
  }

  @Test
  void aSnapshotIsFoundByTheBeginningOfItsDigest() throws Exception {
    store.publish(snapshot(10, 1.5f), Map.of());
    store.publish(snapshot(20, 2.5f), Map.of());
    String digest = snapshot(10, 1.5f).digest();

    assertThat(store.find(digest).orElseThrow().step()).isEqualTo(10);
    assertThat(store.find(digest.substring(0, 12)).orElseThrow().digest()).isEqualTo(digest);
    assertThat(store.find("0123456789ab")).isEmpty();
    assertThatThrownBy(() -> store.find("../../etc")).hasMessageContaining("is no digest");
  }

  @Test
  void anEmptyStoreHasNoNewest() throws Exception {
    assertThat(store.newest()).isEmpty();
    assertThat(store.fileNames()).isEmpty();
    assertThat(store.find("0123456789ab")).isEmpty();
  }

  @Test
  void aPointerCannotLeadOutOfTheFolder() throws Exception {
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("newest"),
        "{\"file\":\"../step-1-0123456789ab.safetensors\",\"step\":1,\"digest\":\"0123456789ab\"}");

    assertThatThrownBy(() -> store.newest())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("names no file");
  }

  @Test
  void aDamagedSnapshotIsRefusedWithItsName() throws Exception {
    store.publish(snapshot(10, 1.5f), Map.of());
    Path file = folder.resolve(snapshot(10, 1.5f).fileName());
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);

    assertThatThrownBy(() -> store.read(store.newest().orElseThrow()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(snapshot(10, 1.5f).fileName());
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(n -> !n.endsWith(".crc"))
          .toList();
    }
  }

  private static String jsonOf(EncoderSnapshot snapshot) {
    return snapshot.fileName().replace(".safetensors", ".json");
  }

  private static EncoderSnapshot snapshot(long step, float value) {
    SnapshotMetadata metadata =
        new SnapshotMetadata(
            step, step * 4, 18, Stem.CIFAR, 4, 8, "whole", Normalisation.DEFAULT, 1, "{}", "");
    return new EncoderSnapshot(
        Map.of("conv1.weight", new FloatTensor(new int[] {2}, new float[] {value, -value})),
        metadata);
  }
}
