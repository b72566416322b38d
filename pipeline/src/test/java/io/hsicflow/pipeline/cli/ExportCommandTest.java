package io.hsicflow.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.model.network.Normalisation;
import io.hsicflow.model.network.Stem;
import io.hsicflow.model.snapshot.EncoderSnapshot;
import io.hsicflow.model.snapshot.FloatTensor;
import io.hsicflow.model.snapshot.SnapshotMetadata;
import io.hsicflow.operators.snapshot.SnapshotStore;
import io.hsicflow.operators.snapshot.StoredSnapshot;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.fs.local.LocalFileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ExportCommandTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private StoredSnapshot stored;

  @BeforeEach
  void publish() throws Exception {
    SnapshotStore store = new SnapshotStore(folder.resolve("snapshots").toString());
    store.publish(snapshot(1), Map.of());
    stored = store.publish(snapshot(2), Map.of());
  }

  @Test
  void theNewestSnapshotIsCopiedAsItIs() throws Exception {
    assertThat(export("--snapshot", "newest")).isZero();

    assertThat(target()).hasSameBinaryContentAs(file());
    assertThat(out.toString()).contains("step 2").contains(stored.snapshot().digest());
  }

  @Test
  void aSnapshotIsFoundByItsDigestAndByItsFile() throws Exception {
    assertThat(export("--snapshot", stored.snapshot().digest().substring(0, 12))).isZero();
    assertThat(target()).hasSameBinaryContentAs(file());
    Files.delete(target());

    assertThat(export("--snapshot", file().toString())).isZero();
    assertThat(target()).hasSameBinaryContentAs(file());
  }

  @Test
  void pathsMayBeRelative() throws Exception {
    Path here = Path.of("").toAbsolutePath();
    Path beside = Path.of("exported-by-a-test.safetensors");
    try {
      int code =
          Hsicflow.commandLine()
              .setOut(new PrintWriter(out))
              .setErr(new PrintWriter(err))
              .execute(
                  "export",
                  "--snapshot",
                  here.relativize(file()).toString(),
                  "--out",
                  beside.toString());

      assertThat(code).isZero();
      assertThat(beside).hasSameBinaryContentAs(file());
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  @Test
  void whatIsNotThereIsRefusedWithASentence() throws Exception {
    refuses("There is no snapshot 'ffffffffffff' in", "--snapshot", "ffffffffffff");
    refuses("There is no snapshot 'released' in", "--snapshot", "released");
    refuses("There is no snapshot 'none.safetensors'", "--snapshot", "none.safetensors");
    refuses("There is no checkpoint or savepoint at", "--checkpoint", folder.toString());
    refuses("There is no complete checkpoint", "--checkpoint", "latest");
    Files.write(folder.resolve("other.safetensors"), new byte[100]);
    refuses("cannot be read", "--snapshot", folder.resolve("other.safetensors").toString());
    Files.write(folder.resolve("_metadata"), new byte[100]);
    refuses("Nothing was exported from", "--checkpoint", folder.toString());
  }

  @Test
  void aFileThatIsThereIsNotReplaced() throws Exception {
    Files.writeString(target(), "mine");

    assertThat(export("--snapshot", "newest")).isEqualTo(Hsicflow.FAILED);
    assertThat(err.toString()).contains("replaces none");
    assertThat(target()).hasContent("mine");
  }

  @Test
  void weightsOfASnapshotAreWrongUsage() {
    assertThat(export("--snapshot", "newest", "--weights", "online"))
        .isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains("go with --checkpoint");
    assertThat(export("--checkpoint", "latest", "--weights", "best"))
        .isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(export()).isEqualTo(CommandLine.ExitCode.USAGE);
  }

  private void refuses(String sentence, String... arguments) {
    assertThat(export(arguments)).isEqualTo(Hsicflow.FAILED);
    assertThat(err.toString()).contains(sentence);
    assertThat(target()).doesNotExist();
  }

  private int export(String... arguments) {
    List<String> all = new ArrayList<>(List.of("export", "--out", target().toString()));
    all.add("-Djob.folder=" + folder);
    all.addAll(List.of(arguments));
    return Hsicflow.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(all.toArray(String[]::new));
  }

  private Path target() {
    return folder.resolve("exported.safetensors");
  }

  private Path file() {
    return LocalFileSystem.getSharedInstance()
        .pathToFile(new org.apache.flink.core.fs.Path(stored.location()))
        .toPath();
  }

  private static EncoderSnapshot snapshot(long step) {
    return new EncoderSnapshot(
        Map.of("bn1.weight", new FloatTensor(new int[] {2}, new float[] {step, 0.5f})),
        new SnapshotMetadata(
            step, step * 4, 18, Stem.CIFAR, 2, 8, "whole", Normalisation.DEFAULT, 1, "{}", "belt"));
  }
}
