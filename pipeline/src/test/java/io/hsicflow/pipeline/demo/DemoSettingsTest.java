package io.hsicflow.pipeline.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.pipeline.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoSettingsTest {
  @TempDir private Path folder;

  private static DemoSettings settings(Double minutes, Long steps, int bank) {
    return new DemoSettings(
        0, null, minutes, steps, 100, 18, 16, 32, 64, bank, 10, 0, false, Map.of());
  }

  @Test
  void theLengthIsSaidOnce() {
    assertThatThrownBy(() -> settings(1.0, 10L, 10))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("--minutes is 1.0 and --steps is 10");
    assertThatThrownBy(() -> settings(null, null, 10)).hasMessageContaining("give one of them");
    assertThat(settings(null, 10L, 10).steps()).isEqualTo(10);
  }

  @Test
  void numbersThatGiveNothingAreRefusedWithTheirValue() {
    assertThatThrownBy(() -> settings(Double.NaN, null, 10))
        .hasMessageContaining("--minutes is NaN");
    assertThatThrownBy(() -> settings(-1.0, null, 10)).hasMessageContaining("--minutes is -1.0");
    assertThatThrownBy(() -> settings(null, 0L, 10)).hasMessageContaining("--steps is 0");
    assertThatThrownBy(() -> settings(null, 1L, 1)).hasMessageContaining("bank has 1 images");
  }

  @Test
  void aFolderWithSomethingInItIsNotWrittenTo() throws IOException {
    Path taken = Files.createDirectory(folder.resolve("taken"));
    assertThat(DemoFolder.create(taken).root()).isEqualTo(taken.toAbsolutePath());
    Files.writeString(taken.resolve("table.csv"), "a result");
    assertThatThrownBy(() -> DemoFolder.create(taken))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("not empty");
    assertThatThrownBy(() -> DemoFolder.create(taken.resolve("table.csv")))
        .hasMessageContaining("which is a file");
  }
}
