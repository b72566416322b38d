package io.hsicflow.operators.ml.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineExampleTest {

  @Test
  void theExampleFindsMoreClassesThanChance(@TempDir Path folder) throws Exception {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();

    double share =
        PipelineExample.run(folder, 4, new PrintStream(printed, true, StandardCharsets.UTF_8));

    assertThat(share).isGreaterThan(1.0 / DrawnPictures.KINDS.size());
    assertThat(printed.toString(StandardCharsets.UTF_8)).contains("of 90 classes found");
  }
}
