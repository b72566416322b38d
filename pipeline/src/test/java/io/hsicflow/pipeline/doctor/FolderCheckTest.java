package io.hsicflow.pipeline.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderCheckTest {
  @TempDir private Path folder;

  @Test
  void aFolderThatTakesAFileIsFineAndIsLeftAsItWas() throws IOException {
    Finding finding = check(folder.toString(), OptionalLong.of(5_000_000_000L));

    assertThat(finding.grade()).isEqualTo(Grade.FINE);
    assertThat(finding.found())
        .startsWith("file:" + folder)
        .endsWith("can be written, 5.0 GB free");
    assertNothingIsIn(folder);
  }

  @Test
  void aFolderThatIsNotThereYetIsTriedAboveAndNotMade() throws IOException {
    Finding finding = check(folder.resolve("a/b").toString(), OptionalLong.empty());

    assertThat(finding.grade()).isEqualTo(Grade.FINE);
    assertThat(finding.found()).contains("to be made below file:" + folder);
    assertNothingIsIn(folder);
  }

  @Test
  void aFolderThatTakesNoFileIsWrong() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "in the way");

    Finding finding = check(file.resolve("state").toString(), OptionalLong.of(Long.MAX_VALUE));

    assertThat(finding.grade()).isEqualTo(Grade.WRONG);
    assertThat(finding.found()).contains("cannot be written").contains(file.toString());
    assertThat(finding.remedy()).contains("job.folder");
    assertThat(file).hasContent("in the way");
  }

  @Test
  void aDiskThatIsNearlyFullNeedsAttentionAndAFullOneIsWrong() throws IOException {
    assertThat(check(folder.toString(), OptionalLong.of(1_500_000_000L)).grade())
        .isEqualTo(Grade.ATTENTION);
    assertThat(check(folder.toString(), OptionalLong.of(1_000_000L)).grade())
        .isEqualTo(Grade.WRONG);
  }

  @Test
  void aFileSystemThatIsNotThereIsTold() {
    assertThatThrownBy(() -> check("belt://images", OptionalLong.empty()))
        .hasMessageContaining("belt");
  }

  @Test
  void aPathThatIsNoneIsToldWhenItIsLookedAt() {
    FolderCheck check =
        new FolderCheck("snapshots", "", "snapshot.folder", there -> OptionalLong.empty());

    assertThatThrownBy(check::look)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("empty string");
  }

  private static Finding check(String path, OptionalLong free) throws IOException {
    return new FolderCheck("checkpoints", path, "job.folder", there -> free).look();
  }

  private static void assertNothingIsIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }
}
