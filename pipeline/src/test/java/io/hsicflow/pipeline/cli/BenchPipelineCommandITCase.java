package io.hsicflow.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hsicflow.model.json.JsonReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BenchPipelineCommandITCase {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /**
   * The command fails where the job takes other steps or has another loss than the bare learner.
   */
  @Test
  void theJobTrainsLikeTheBareLearnerAndIsSetBesideIt() {
    assertThat(run("--json", "--alternations", "2")).as(err.toString()).isZero();

    Map<?, ?> json = JsonReader.parseObject(out.toString());
    assertThat(json.get("batch")).isEqualTo(8L);
    assertThat(json.get("steps")).isEqualTo(4L);
    assertThat(json.get("alternations")).isEqualTo(2L);
    List<?> turns = (List<?>) json.get("turns");
    assertThat(turns)
        .hasSize(2)
        .allSatisfy(
            each -> {
              Map<?, ?> turn = (Map<?, ?>) each;
              assertThat(number(turn, "ratio"))
                  .isBetween(number(json, "ratio_min"), number(json, "ratio_max"))
                  .isEqualTo(
                      number(turn, "job_images_s") / number(turn, "bare_images_s"), within(1e-9));
            });
    assertThat(number(json, "ratio"))
        .isPositive()
        .isBetween(number(json, "ratio_min"), number(json, "ratio_max"));
    for (String key : List.of("bare_step_ms", "job_step_ms", "job_learner_ms")) {
      assertThat(number(json, key))
          .as(key)
          .isPositive()
          .isBetween(number(json, key + "_p10"), number(json, key + "_p90"));
    }
    assertThat(number(json, "job_step_ms_p90")).isGreaterThan(number(json, "job_learner_ms_p10"));
    assertThat(number(json, "waiting")).isBetween(0.0, 1.0);
  }

  /** The last losses agree only if gate, sequencer and augmenter have made the same views. */
  @Test
  void theJobFromImageFilesTrainsLikeTheBareLearnerToo() {
    assertThat(run("--augment", "--images", "5", "--json", "--alternations", "1"))
        .as(err.toString())
        .isZero();

    Map<?, ?> json = JsonReader.parseObject(out.toString());
    assertThat(json.get("augment")).isEqualTo(true);
    assertThat(number(json, "ratio")).isPositive();
  }

  @Test
  void theTextNamesBothAndTheirRatio() {
    assertThat(run("--alternations", "1")).as(err.toString()).isZero();

    assertThat(out.toString())
        .contains(
            "bare learner",
            "job",
            "images/s",
            "The job reaches",
            "The job starts from views that are ready made",
            "Turns: 1, each of 4 steps after 1");
  }

  @Test
  void theRowIsTheNarrowOneByDefault() {
    assertThat(
            Hsicflow.commandLine()
                .setOut(new PrintWriter(out))
                .execute("bench", "pipeline", "--help"))
        .isZero();

    assertThat(out.toString().replaceAll("\\s+", " "))
        .contains(
            "first group (default 16)", "of a step (default 256)", "predictor (default 1024)");
  }

  @Test
  void noAlternationsAreNoMeasurement() {
    assertThat(run("--alternations", "0")).isEqualTo(Hsicflow.FAILED);

    assertThat(err.toString()).contains("0 alternations", "--alternations");
  }

  @Test
  void imageFilesGoWithAugmentation() {
    assertThat(run("--images", "5")).isEqualTo(CommandLine.ExitCode.USAGE);

    assertThat(err.toString()).contains("--images goes with --augment");
  }

  private static double number(Map<?, ?> json, String key) {
    return ((Number) json.get(key)).doubleValue();
  }

  private int run(String... further) {
    List<String> arguments = new ArrayList<>(List.of("bench", "pipeline"));
    arguments.addAll(List.of("--width", "4", "--size", "16", "--batch", "8", "--hidden", "24"));
    arguments.addAll(List.of("--output", "12", "--threads", "2", "--warmup", "1", "--steps", "4"));
    arguments.addAll(List.of(further));
    return Hsicflow.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments.toArray(String[]::new));
  }
}
