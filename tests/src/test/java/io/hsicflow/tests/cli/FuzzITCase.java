package io.hsicflow.tests.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code hsicflow fuzz} as users start it, with a heap and a temporary folder of its own. */
class FuzzITCase {
  @TempDir private Path folder;

  @Test
  void hostileInputFailsNothingAndLeavesNoFile() throws Exception {
    try (CommandProcess fuzz =
        CommandProcess.start(folder, "fuzz", "--inputs", "500", "--seed", "5", "--heap", "512m")) {
      assertThat(fuzz.exitCode()).as(fuzz.output()).isZero();
      assertThat(fuzz.output())
          .contains("gate: 500 inputs of seed 5")
          .contains("safetensors: 500 inputs of seed 5")
          .contains("temporary files left: 0")
          .doesNotContain("FAILED");
    }
  }

  @Test
  void oneInputIsWrittenToAFile() throws Exception {
    try (CommandProcess fuzz =
        CommandProcess.start(
            folder, "fuzz", "--target", "gate", "--only", "3", "--out", "input.bin")) {
      assertThat(fuzz.exitCode()).as(fuzz.output()).isZero();
      assertThat(folder.resolve("input.bin")).isNotEmptyFile();
    }
    try (CommandProcess fuzz = CommandProcess.start(folder, "fuzz", "--only", "3")) {
      assertThat(fuzz.exitCode()).isEqualTo(1);
      assertThat(fuzz.output()).contains("--target");
    }
  }
}
