package io.hsicflow.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.model.json.JsonReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchCheckpointCommandITCase {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  @Test
  void everyTimedStepHasACheckpointAndNoMoreThanOneCopyOfTheStateIsHeld() throws Exception {
    assertThat(run("--json", "--folder", folder.toString())).as(err.toString()).isZero();

    Map<?, ?> json = JsonReader.parseObject(out.toString());
    assertThat(json.get("checkpoints")).isEqualTo(4L);
    assertThat(number(json, "pause_ms"))
        .isPositive()
        .isBetween(number(json, "pause_ms_p10"), number(json, "pause_ms_max"));
    assertThat(number(json, "pause_bar_ms")).isEqualTo(50);
    assertThat(number(json, "background_ms")).isNotNegative();
    // Two networks, momentum and average of some 50,000 parameters.
    assertThat(number(json, "state_bytes")).isBetween(500_000.0, 2_000_000.0);
    // The buffer has room for the examples of a whole step.
    assertThat(number(json, "staging_bytes"))
        .isBetween(
            number(json, "state_bytes"), number(json, "state_bytes") + 8 * 2 * 16 * 16 * 3.5);
    assertThat(number(json, "copies")).isBetween(1.0, 1.05);
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void theTextGivesPauseBarBackgroundSizeAndCopies() {
    assertThat(run()).as(err.toString()).isZero();

    assertThat(out.toString())
        .contains(
            "State: ",
            "Pause of the trainer's thread: median ",
            " ms of 4 checkpoints",
            "the bar for 256 MB is 50 ms",
            "Write in the background: median ",
            "Copies of the state beyond the learner's own: 1.0");
  }

  private static double number(Map<?, ?> json, String key) {
    return ((Number) json.get(key)).doubleValue();
  }

  private int run(String... further) {
    List<String> arguments = new ArrayList<>(List.of("bench", "checkpoint"));
    arguments.addAll(List.of("--width", "4", "--size", "16", "--batch", "8", "--hidden", "24"));
    arguments.addAll(List.of("--output", "12", "--threads", "2", "--warmup", "1", "--steps", "4"));
    arguments.addAll(List.of(further));
    return Hsicflow.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments.toArray(String[]::new));
  }
}
