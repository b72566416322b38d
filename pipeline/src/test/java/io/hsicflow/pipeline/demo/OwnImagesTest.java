package io.hsicflow.pipeline.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnImagesTest {
  @TempDir private Path folder;

  private void images(String below, int from, int to) throws IOException {
    Path target = Files.createDirectories(folder.resolve("data").resolve(below));
    SceneRenderer renderer = new SceneRenderer(0);
    for (int i = from; i < to; i++) {
      byte[] scene = renderer.render(new byte[FashionMnist.AREA], 0, i, 0);
      Files.write(target.resolve(i + ".png"), new GreyPng(32, 32).encode(scene));
    }
  }

  private OwnImages open(int bank, int query) throws IOException {
    return OwnImages.open(folder.resolve("data"), 1, bank, query, folder.resolve("spool"));
  }

  private static Set<String> bank(DemoData data) throws IOException {
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < data.bankSize(); i++) {
      ids.add(data.bank(i).id());
    }
    return ids;
  }

  private static Set<String> query(DemoData data) throws IOException {
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < data.querySize(); i++) {
      ids.add(data.query(i).id());
    }
    return ids;
  }

  private static Set<String> trained(DemoData data, int count) throws IOException {
    Set<String> ids = new HashSet<>();
    try (DemoData.TrainingStream stream = data.stream()) {
      for (int i = 0; i < count; i++) {
        ids.add(stream.next().id());
      }
    }
    return ids;
  }

  @Test
  void aTestFolderIsTheQueryAndNeverTrainedOn() throws IOException {
    images("train/cat", 0, 30);
    images("train/dog", 30, 60);
    images("test/cat", 60, 65);
    images("test/dog", 65, 70);
    try (OwnImages data = open(40, 100)) {
      assertThat(data.classes()).containsExactly("cat", "dog");
      assertThat(query(data)).hasSize(10).allMatch(id -> id.startsWith("test/"));
      assertThat(bank(data)).hasSize(40).allMatch(id -> id.startsWith("train/"));
      // Two passes show every training image, and nothing else.
      assertThat(trained(data, 120)).hasSize(60).allMatch(id -> id.startsWith("train/"));
      assertThat(data.labels().query()).containsOnly(0, 1);
      assertThat(data.description()).contains("from the test part");
    }
    assertThat(folder.resolve("spool")).doesNotExist();
  }

  @Test
  void withoutOneATenthByHashIs() throws IOException {
    images("cat", 0, 150);
    images("dog", 150, 300);
    try (OwnImages data = open(1000, 1000)) {
      Set<String> query = query(data);
      assertThat(query).allMatch(OwnImages::isTenth).hasSizeBetween(15, 45);
      assertThat(bank(data)).hasSize(300 - query.size()).noneMatch(OwnImages::isTenth);
      assertThat(trained(data, 600)).isEqualTo(bank(data));
    }
  }

  @Test
  void theDrawFollowsTheSeedAndTheFilesAreThoseDrawn() throws IOException {
    images("cat", 0, 60);
    images("dog", 60, 120);
    Set<String> first;
    try (OwnImages data = open(20, 5)) {
      first = bank(data);
      assertThat(data.bank(3).file())
          .isEqualTo(Files.readAllBytes(folder.resolve("data").resolve(data.bank(3).id())));
    }
    try (OwnImages again = open(20, 5)) {
      assertThat(bank(again)).isEqualTo(first).hasSize(20);
    }
    try (OwnImages other =
        OwnImages.open(folder.resolve("data"), 2, 20, 5, folder.resolve("spool"))) {
      assertThat(bank(other)).isNotEqualTo(first);
    }
  }

  @Test
  void imagesWithoutAFolderOfTheirOwnHaveNoLabels() throws IOException {
    images("", 0, 100);
    try (OwnImages data = open(50, 50)) {
      assertThat(data.classes()).isEmpty();
      assertThat(data.labels()).isNull();
    }
  }

  @Test
  void aFileThatIsNoImageIsNotDrawn() throws IOException {
    images("cat", 0, 50);
    images("dog", 50, 100);
    for (int i = 0; i < 50; i++) {
      Files.writeString(folder.resolve("data/cat/broken" + i + ".png"), "no picture");
    }
    try (OwnImages data = open(1000, 1000)) {
      assertThat(bank(data)).noneMatch(id -> id.contains("broken"));
      assertThat(query(data)).noneMatch(id -> id.contains("broken"));
    }
  }

  @Test
  void tooFewImagesAreRefusedWithTheirNumber() throws IOException {
    images("cat", 0, 1);
    assertThatThrownBy(() -> open(10, 10))
        .hasMessageContaining("few hundred images")
        .hasMessageContaining("data");
    assertThat(folder.resolve("spool")).doesNotExist();
  }
}
