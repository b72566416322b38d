package io.hsicflow.model.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsRowsTest {
  @TempDir private Path folder;

  @Test
  void rowsAndLinesAreReadBackAsTheyCame() throws IOException {
    Path path = folder.resolve("rows.safetensors");
    float[] values = {9, 1.5f, -2, 0, Float.MIN_VALUE};
    try (SafetensorsRows rows = rows(path)) {
      rows.add(values, 1, "eins \"ü\"");
      rows.add(values, 3, "two");
      rows.finish();
    }

    Safetensors read = Safetensors.read(Files.readAllBytes(path));

    assertThat(read.metadata()).isEqualTo(Map.of("made", "by a test"));
    assertThat(read.tensor("rows").shape()).containsExactly(2, 2);
    assertThat(read.tensor("rows").toFloats()).containsExactly(1.5f, -2, 0, Float.MIN_VALUE);
    assertThat(new String(read.tensor("lines").bytes(), StandardCharsets.UTF_8))
        .isEqualTo("eins \"ü\"\ntwo\n");
    assertThat(folder.toFile().list()).containsExactly("rows.safetensors");
  }

  @Test
  void aFileWithoutRowsIsOne() throws IOException {
    Path path = folder.resolve("rows.safetensors");
    try (SafetensorsRows rows = rows(path)) {
      rows.finish();
    }

    assertThat(Safetensors.read(Files.readAllBytes(path)).tensor("rows").shape())
        .containsExactly(0, 2);
  }

  @Test
  void aFileThatWasNotCompletedIsNoneAndLeavesNoLines() throws IOException {
    Path path = folder.resolve("rows.safetensors");
    try (SafetensorsRows rows = rows(path)) {
      rows.add(new float[2], 0, "one");
    }

    assertThat(folder.toFile().list()).containsExactly("rows.safetensors");
    byte[] written = Files.readAllBytes(path);
    assertThatThrownBy(() -> Safetensors.read(written)).isInstanceOf(SafetensorsException.class);
  }

  private static SafetensorsRows rows(Path path) throws IOException {
    return new SafetensorsRows(path, "rows", 2, "lines", Map.of("made", "by a test"));
  }
}
