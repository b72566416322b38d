package io.hsicflow.pipeline.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.operators.trainer.LearnerOptions;
import io.hsicflow.pipeline.config.ConfigLoader;
import io.hsicflow.pipeline.job.JobOptions;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole demo, with a broker, a cluster and a tiny encoder: a few steps learn nothing, but all
 * numbers are there.
 */
class DemoITCase {
  @TempDir private Path temporary;

  private final StringWriter printed = new StringWriter();

  private int run(Path data, Double minutes, Long steps, Path out) throws Exception {
    DemoSettings settings =
        new DemoSettings(
            5,
            data,
            minutes,
            steps,
            20,
            18,
            4,
            32,
            16,
            120,
            40,
            0,
            false,
            Map.of("learner.hidden", "32"));
    return new DemoRun(
            settings, DemoFolder.create(out), new PrintWriter(printed), false, Clock.systemUTC())
        .run();
  }

  private static List<String> lines(Path file) throws Exception {
    return Files.readAllLines(file);
  }

  @Test
  void garmentsGoThroughTrainingAndEmbeddingIntoATable() throws Exception {
    Path out = temporary.resolve("out");

    int code = run(null, null, 6L, out);

    assertThat(printed.toString())
        .contains(
            "Dashboard: http://127.0.0.1:",
            "raw pixels, Euclidean",
            "raw pixels at 16 x 16",
            "trained encoder",
            "96 images in 6 steps");
    List<String> table = lines(out.resolve("table.csv"));
    assertThat(table).hasSize(8);
    assertThat(table.get(0)).isEqualTo("name,kind,knn5,knn200,linear,rankme,deviation");
    assertThat(table.get(4)).matches("\"raw pixels at 16 x 16\",pixels_to_learn,,,0\\.\\d+,,");
    assertThat(table.get(7))
        .matches("\"trained encoder\",trained,0\\.\\d+,0\\.\\d+,0\\.\\d+,\\d+\\.\\d+,\\d\\.\\d+");
    // Six steps of a tiny network do not pass the mark, and if they do that is no failure.
    assertThat(code).isIn(Verdict.REACHED, Verdict.MISSED);
    assertThat(code == Verdict.REACHED)
        .isEqualTo(
            printed.toString().contains("points above the best without training (")
                && !printed.toString().contains("the mark is"));
    assertThat(lines(out.resolve("progress.csv"))).hasSize(1 + 6);
    assertThat(lines(out.resolve("curve.csv"))).hasSizeGreaterThanOrEqualTo(2);
    try (Stream<Path> snapshots = Files.list(out.resolve("snapshots"))) {
      assertThat(snapshots.map(file -> file.getFileName().toString()))
          .contains("newest")
          .anyMatch(name -> name.matches("step-6-[0-9a-f]{12}\\.safetensors"));
    }
    assertThat(printed.toString()).contains("Report: " + out.resolve("report.html"));
    assertThat(out.resolve("report.html"))
        .content()
        .contains("Fashion-MNIST garments", "96 images in 6 steps", "raw pixels, Euclidean")
        .contains("linear, raw pixels at 16 x 16: ")
        .contains("The gate refused no image.", "processors")
        .contains("by what was learned", "principal components (PCA)", "Images and views of them")
        .doesNotContain("This folder");
    Configuration again = ConfigLoader.load(out.resolve("settings.yaml"), Map.of());
    assertThat(again.get(LearnerOptions.STEPS)).isEqualTo(6);
    assertThat(again.get(LearnerOptions.HIDDEN)).isEqualTo(32);
    assertThat(again.get(JobOptions.METRICS_CSV)).isEqualTo(out.resolve("progress.csv").toString());
  }

  @Test
  void ownImagesWithoutLabelsAreTimedAndJudgedByWhatNeedsNone() throws Exception {
    Path data = Files.createDirectories(temporary.resolve("belt"));
    try (GarmentScenes garments = GarmentScenes.load(1, 200, 1)) {
      for (int i = 0; i < 200; i++) {
        Files.write(data.resolve("picture-" + i + ".png"), garments.bank(i).file());
      }
    }
    Path out = temporary.resolve("out");

    int code = run(data, 0.02, null, out);

    assertThat(code).isEqualTo(Verdict.REACHED);
    assertThat(printed.toString()).contains("A step of 16 images takes", "without labels");
    List<String> table = lines(out.resolve("table.csv"));
    assertThat(table).hasSize(4);
    assertThat(table.get(3)).matches("\"trained encoder\",trained,,,,\\d+\\.\\d+,\\d\\.\\d+");
    assertThat(lines(out.resolve("settings.yaml")))
        .anyMatch(line -> line.contains("found by timing for 0.02 minutes"));
    assertThat(out.resolve("probe-images.tmp")).doesNotExist();
    assertThat(out.resolve("report.html"))
        .content()
        .contains("without labels", "by what was learned");
  }
}
