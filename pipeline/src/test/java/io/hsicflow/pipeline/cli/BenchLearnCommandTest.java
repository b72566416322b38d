package io.hsicflow.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.model.json.JsonReader;
import io.hsicflow.model.random.CounterRandom;
import io.hsicflow.model.random.Purpose;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchLearnCommandTest {
  private static final List<String> TIMES = List.of("minutes", "images_s", "waiting");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  @BeforeEach
  void makeImages() throws IOException {
    CounterRandom random = CounterRandom.at(1, Purpose.TEST, 0, 0);
    for (String part : List.of("train", "test")) {
      for (int i = 0; i < 10; i++) {
        write(part + "/dark/" + i + ".png", random, 100);
        write(part + "/light/" + i + ".png", random, 156);
      }
    }
  }

  @Test
  void equalSeedsLearnTheSameByAnyNumberOfThreads() throws IOException {
    List<Map<String, Object>> one = learn("one", "--augment-threads", "1", "--images", "56");
    List<Map<String, Object>> same = learn("same", "--augment-threads", "1", "--images", "56");
    List<Map<String, Object>> three = learn("three", "--augment-threads", "3", "--images", "56");
    List<Map<String, Object>> other =
        learn("other", "--augment-threads", "1", "--images", "56", "-Dlearner.seed=5");

    assertThat(one).extracting(point -> point.get("images")).containsExactly(24L, 40L, 56L);
    assertThat(one).extracting(point -> point.get("epochs")).containsExactly(1.2, 2.0, 2.8);
    assertThat(same).isEqualTo(one);
    assertThat(three).isEqualTo(one);
    assertThat(other).isNotEqualTo(one);
  }

  @Test
  void aLineSaysHowGoodTheEncoderIsAndHowTheTimeWent() throws IOException {
    assertThat(run("--images", "20", "--bank", "15", "--out", folder.resolve("points").toString()))
        .as(err.toString())
        .isZero();

    assertThat(out.toString())
        .contains("20 images to learn from, bank of 15, query of 20, 0 refused")
        .contains("kNN k = 5")
        .containsPattern("Best: [0-9.]+ % \\(k = 200\\) after 16 images");
    Map<?, ?> point = JsonReader.parseObject(Files.readString(folder.resolve("points")));
    for (String key : List.of("knn5", "knn200", "waiting")) {
      assertThat(((Number) point.get(key)).doubleValue()).as(key).isBetween(0.0, 1.0);
    }
    assertThat(((Number) point.get("images_s")).doubleValue()).isPositive();
  }

  @Test
  void theScheduleEndsTrainingToo() throws IOException {
    assertThat(learn("points", "-Dlearner.steps=2", "-Dlearner.warmup-steps=1"))
        .extracting(point -> point.get("images"))
        .containsExactly(16L);
  }

  @Test
  void withoutAnEndNothingBegins() {
    assertThat(run()).isEqualTo(Hsicflow.FAILED);

    assertThat(err.toString()).contains("no end", "--minutes, --images or -Dlearner.steps");
  }

  @Test
  void whatWouldDoNothingIsRefused() {
    assertThat(run("--images", "8", "--augment-threads", "0")).isEqualTo(Hsicflow.FAILED);
    assertThat(err.toString()).contains("0 threads", "--augment-threads");
    assertThat(run("--minutes", "0")).isEqualTo(Hsicflow.FAILED);
    assertThat(err.toString()).contains("0.0 minutes", "--minutes");
    assertThat(run("--images", "8", "-Dprobe.classes=dark;light")).isEqualTo(Hsicflow.FAILED);
    assertThat(err.toString()).contains("probe.classes is set, which only a job follows");
    assertThat(run("--images", "8", "--out", folder.toString())).isEqualTo(Hsicflow.FAILED);
    assertThat(err.toString()).contains("is there already");
  }

  @Test
  void dataOfOneClassAreRefused() {
    assertThat(runOn(folder.resolve("data/train/dark"), "--images", "8"))
        .isEqualTo(Hsicflow.FAILED);

    assertThat(err.toString()).contains("give a folder a class");
  }

  /** The evaluations of a run, without times. */
  private List<Map<String, Object>> learn(String name, String... further) throws IOException {
    Path points = folder.resolve(name);
    List<String> arguments = new ArrayList<>(List.of(further));
    arguments.addAll(List.of("--out", points.toString()));
    assertThat(run(arguments.toArray(String[]::new))).as(err.toString()).isZero();
    List<Map<String, Object>> lines = new ArrayList<>();
    for (String line : Files.readAllLines(points)) {
      Map<String, Object> point = JsonReader.parseObject(line);
      point.keySet().removeAll(TIMES);
      lines.add(point);
    }
    return lines;
  }

  private void write(String path, CounterRandom random, int bright) throws IOException {
    BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 256; i++) {
      int grey = bright + random.nextInt(80) - 40;
      image.setRGB(i % 16, i / 16, grey << 16 | grey << 8 | grey);
    }
    File file = folder.resolve("data").resolve(path).toFile();
    Files.createDirectories(file.getParentFile().toPath());
    ImageIO.write(image, "png", file);
  }

  private int run(String... further) {
    return runOn(folder.resolve("data"), further);
  }

  private int runOn(Path data, String... further) {
    List<String> arguments = new ArrayList<>(List.of("bench", "learn", "--data", data.toString()));
    for (String setting :
        List.of("width=4", "stem=cifar", "size=16", "batch=8", "hidden=24", "output=12")) {
      arguments.add("-Dlearner." + setting);
    }
    arguments.add("-Dlearner.threads=2");
    arguments.addAll(List.of(further));
    return Hsicflow.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments.toArray(String[]::new));
  }
}
