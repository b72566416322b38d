package io.hsicflow.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.model.json.JsonReader;
import io.hsicflow.operators.snapshot.SnapshotStore;
import io.hsicflow.pipeline.evaluate.LabelledFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TrainedEvaluateCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  @BeforeEach
  void make() throws Exception {
    new SnapshotStore(folder.resolve("snapshots").toString())
        .publish(LabelledFolder.snapshot(), Map.of());
    LabelledFolder.write(folder.resolve("data"), 8, 4);
  }

  @Test
  void theLinearEvaluationWritesItsResultsWithAllItsSettings() throws IOException {
    Path file = folder.resolve("linear.json");

    assertThat(run("linear", "--epochs", "2", "--batch", "6", "--out", file.toString()))
        .as(err.toString())
        .isZero();

    Map<String, Object> report = JsonReader.parseObject(Files.readString(file));
    assertThat(report)
        .containsEntry("protocol", "linear")
        .containsEntry("train", 24L)
        .containsEntry("test", 12L)
        .containsEntry("preprocess", "centre-crop");
    assertThat(((List<?>) report.get("results")).get(0).toString())
        .contains("encoder_free=false", "epochs=2", "steps=8", "warmup_steps=0")
        .contains("base_rate=0.5", "batch=6", "views=crop-and-flip", "seed=0");
    assertThat(out.toString())
        .containsPattern("top-1 +[0-9.]+ %, top-5 100.00 %  \\(all labels, 2 epochs\\)");
    assertThat(err.toString()).contains("36 of 36 images read").contains("step 8 of 8");
    assertThat(names())
        .as("no work is left behind")
        .containsOnlyOnce("linear.json")
        .noneMatch(name -> name.contains("work"));
  }

  @Test
  void fineTuningOnFewLabelsHasAResultForEachShare() throws IOException {
    assertThat(
            run(
                "semi",
                "--finetune",
                "--labels",
                "0.2,1",
                "--epochs",
                "2",
                "--batch",
                "4",
                "--work",
                folder.resolve("kept").toString(),
                "--json"))
        .as(err.toString())
        .isZero();

    List<?> results = (List<?>) JsonReader.parseObject(out.toString()).get("results");
    assertThat(results.stream().map(result -> (Long) ((Map<?, ?>) result).get("labels")))
        .containsExactly(6L, 24L);
    assertThat(results.stream().map(result -> (Boolean) ((Map<?, ?>) result).get("encoder_free")))
        .containsExactly(true, true);
    assertThat(folder.resolve("kept")).isEmptyDirectory();
  }

  @Test
  void whatDoesNotGoTogetherIsRefusedWithASentence() {
    assertThat(run("semi", "--epochs", "3")).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains("Without --finetune nothing is trained by steps");
    refuses("are not one batch of 256", "finetune", "--epochs", "1");
    refuses("0 epochs", "linear", "--epochs", "0");
    refuses("its folder is not there", "linear", "--out", folder.resolve("no/file").toString());
    refuses("neither whole nor centre-crop", "linear", "-Dembed.preprocess=round");
  }

  private void refuses(String sentence, String... arguments) {
    assertThat(run(arguments)).isEqualTo(Hsicflow.FAILED);
    assertThat(err.toString()).contains(sentence);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private int run(String... arguments) {
    List<String> all = new ArrayList<>(List.of("evaluate"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--snapshot", "newest", "--data", folder.resolve("data").toString()));
    all.addAll(List.of("-Djob.folder=" + folder, "-Dlearner.threads=2"));
    return Hsicflow.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(all.toArray(String[]::new));
  }
}
