package io.hsicflow.pipeline.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.pipeline.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {
  @TempDir private Path root;
  private StateFolder folder;

  @BeforeEach
  void openFolder() {
    folder = new StateFolder(flink(root.resolve("checkpoints")), flink(root.resolve("savepoints")));
  }

  @Test
  void aFolderThatWasNeverUsedStartsAfresh() throws IOException {
    assertThat(folder.resolve(null)).isEmpty();
    assertThat(folder.newest()).isEmpty();
  }

  @Test
  void aUsedFolderIsRefusedUntilTheUserSaysWhatToDo() throws IOException {
    point("checkpoints/job/chk-1", 100);

    assertThatThrownBy(() -> folder.resolve(null))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(root + "/checkpoints")
        .hasMessageContaining("--resume latest")
        .hasMessageContaining("--resume none");
    assertThat(folder.resolve("none")).isEmpty();
    assertThat(folder.resolve("latest")).get().asString().endsWith("checkpoints/job/chk-1");
  }

  @Test
  void emptyFoldersOfAJobThatFailedEarlyAreNoState() throws IOException {
    Files.createDirectories(root.resolve("checkpoints/job/shared"));

    assertThat(folder.resolve(null)).isEmpty();
  }

  @Test
  void theNewestIsTheLastWrittenOfCheckpointsAndSavepoints() throws IOException {
    point("checkpoints/one/chk-7", 100);
    point("checkpoints/two/chk-3", 300);
    point("savepoints/savepoint-ab-cd", 200);
    assertThat(folder.newest()).get().asString().endsWith("two/chk-3");

    point("savepoints/savepoint-ef-gh", 400);
    assertThat(folder.newest()).get().asString().endsWith("savepoint-ef-gh");
  }

  @Test
  void ofCheckpointsWrittenAtOnceTheHigherNumberIsNewer() throws IOException {
    point("checkpoints/job/chk-9", 100);
    point("checkpoints/job/chk-10", 100);

    assertThat(folder.newest()).get().asString().endsWith("chk-10");
  }

  @Test
  void aCheckpointWithoutMetadataIsNotComplete() throws IOException {
    Files.createDirectories(root.resolve("checkpoints/job/chk-2"));

    assertThat(folder.newest()).isEmpty();
    assertThatThrownBy(() -> folder.resolve("latest"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("no complete checkpoint or savepoint");
  }

  @Test
  void aPathWithoutACheckpointIsRefused() throws IOException {
    point("elsewhere/chk-4", 100);

    String there = root.resolve("elsewhere/chk-4").toString();
    assertThat(folder.resolve(there)).contains(there);
    assertThatThrownBy(() -> folder.resolve(root.resolve("nowhere").toString()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("nowhere");
  }

  private void point(String path, long seconds) throws IOException {
    Path metadata = Files.createDirectories(root.resolve(path)).resolve("_metadata");
    Files.writeString(metadata, "state");
    Files.setLastModifiedTime(metadata, FileTime.fromMillis(1000 * seconds));
  }

  private static org.apache.flink.core.fs.Path flink(Path path) {
    return org.apache.flink.core.fs.Path.fromLocalFile(path.toFile());
  }
}
