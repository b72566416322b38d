package io.hsicflow.operators.ml.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

  @Test
  void thePageShowsWhatTheExampleDoes() throws IOException {
    Matcher shown =
        Pattern.compile("<!-- tested: pipeline -->\\n```java\\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("../../docs/flink-ml.md")));
    String example =
        Files.readString(
            Path.of("src/test/java/io/hsicflow/operators/ml/example/PipelineExample.java"));

    assertThat(shown.find()).isTrue();
    assertThat(words(example)).contains(words(shown.group(1)));
  }

  private static String words(String code) {
    return code.replaceAll("\\s+", " ").trim();
  }
}
