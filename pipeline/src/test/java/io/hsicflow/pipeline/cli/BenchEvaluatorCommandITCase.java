package io.hsicflow.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.model.json.JsonReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BenchEvaluatorCommandITCase {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void bothTrainingsAreTimedAndTheLastSnapshotIsEvaluated() {
    assertThat(run("--alternations", "1", "--every", "2", "--json")).as(err.toString()).isZero();

    Map<?, ?> json = JsonReader.parseObject(out.toString());
    assertThat(((Number) json.get("evaluated")).intValue()).isBetween(1, 3);
    assertThat(((Number) json.get("whole")).doubleValue()).isPositive();
    assertThat(((Number) json.get("share")).doubleValue()).isEqualTo(0.05);
    assertThat((List<?>) json.get("turns")).hasSize(1);
    assertThat(json.get("between") == null)
        .isEqualTo(((Number) json.get("steps_between")).intValue() == 0);
  }

  @Test
  void tooFewProbeImagesAreRefused() {
    assertThat(run("--images", "3")).isEqualTo(Hsicflow.FAILED);

    assertThat(err.toString()).contains("3 probe images", "--images");
  }

  private int run(String... further) {
    List<String> arguments = new ArrayList<>(List.of("bench", "evaluator"));
    arguments.addAll(List.of("--width", "4", "--size", "16", "--batch", "8", "--hidden", "24"));
    arguments.addAll(List.of("--output", "12", "--threads", "2", "--warmup", "1", "--steps", "4"));
    if (!List.of(further).contains("--images")) {
      arguments.addAll(List.of("--images", "20"));
    }
    arguments.addAll(List.of(further));
    return Hsicflow.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments.toArray(String[]::new));
  }
}
