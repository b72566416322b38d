package io.hsicflow.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.model.json.JsonReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On the demo's garments, by a network that learns nothing much in a few steps. */
class StreamOrderCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  @Test
  void everyArmOfBothStreamsIsTrainedAlikeAndCompared() throws IOException {
    Path file = folder.resolve("results.json");

    assertThat(
            run(
                "--places",
                "240",
                "--k",
                "3",
                "--seeds",
                "1",
                "--bank",
                "500",
                "--json",
                file.toString()))
        .as(err.toString())
        .isZero();

    // 240 places are 20 batches of 4 three times; the buffers miss two steps at the beginning.
    assertThat(err.toString())
        .contains("10,000 images to draw streams of 80 from, 3 places for each, a buffer of 8")
        .contains("bank of 500, query of 2,000")
        .contains("Stream ordered, seed 0 (1 of 2): 5 arms in turns")
        .contains("Stream bursts, seed 0 (2 of 2)");
    assertThat(out.toString())
        .contains("Stream ordered", "Stream bursts", "min-redundancy", "shuffled")
        .containsPattern("Expected on all classes: reservoir above fifo. (Came|Did not come) out")
        .containsPattern("Expected on the classes seen first: reservoir above none. ");
    Map<String, Object> json = JsonReader.parseObject(Files.readString(file));
    List<?> results = (List<?>) json.get("results");
    assertThat(results).hasSize(10);
    List<Object> steps = new ArrayList<>();
    for (Object each : results) {
      Map<?, ?> result = (Map<?, ?>) each;
      steps.add(result.get("steps"));
      assertThat(((Number) result.get("knn5")).doubleValue()).isBetween(0.0, 1.0);
      assertThat(((Number) result.get("images")).intValue()).isBetween(70, 80);
      assertThat(result.get("seen_first_knn200") == null)
          .isEqualTo(result.get("stream").equals("bursts"));
    }
    assertThat(steps.subList(0, 5)).containsOnly(steps.get(0));
    assertThat(steps.subList(5, 10)).containsOnly(steps.get(5));
    assertThat(((Number) steps.get(0)).intValue()).isBetween(55, 58);
  }

  @Test
  void whatCannotBeIsRefusedWithAWayOut() {
    assertRefused("--places", List.of("--places", "20"));
    assertRefused("--k", List.of("--k", "1"));
    assertRefused("--seeds", List.of("--seeds", "0"));
    assertRefused("take at least 8 (--buffer)", List.of("--buffer", "7"));
    assertRefused("replay.policy is set", List.of("-Dreplay.policy=fifo"));
    assertRefused("learner.steps is set", List.of("-Dlearner.steps=10"));
    assertRefused("probe.classes is set", List.of("-Dprobe.classes=dark;light"));
    assertRefused("bank of 0", List.of("--bank", "0"));
    assertRefused("at least 2 images", List.of("-Dlearner.batch=0"));
    assertRefused("--json", List.of("--json", folder.resolve("none/file").toString()));
    assertRefused("needs 1334 images of each class", List.of("--places", "40000", "--k", "3"));
  }

  @Test
  void settingsOfTheLearnerAreRefusedBeforePicturesAreRead() {
    assertRefused(
        "no ResNet of depth 19", List.of("-Dlearner.depth=19", "--data", folder + "/none"));
  }

  private void assertRefused(String saying, List<String> arguments) {
    assertThat(run(arguments.toArray(String[]::new))).isEqualTo(Hsicflow.FAILED);
    assertThat(err.toString()).contains(saying);
    err.getBuffer().setLength(0);
  }

  private int run(String... further) {
    List<String> arguments = new ArrayList<>(List.of("experiment", "stream-order"));
    for (String setting :
        List.of("width=4", "size=8", "batch=4", "hidden=24", "output=12", "threads=1")) {
      arguments.add("-Dlearner." + setting);
    }
    arguments.addAll(List.of(further));
    return Hsicflow.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments.toArray(String[]::new));
  }
}
