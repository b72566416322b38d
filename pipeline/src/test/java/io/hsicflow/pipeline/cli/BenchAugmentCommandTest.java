package io.hsicflow.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hsicflow.model.json.JsonReader;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchAugmentCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  @Test
  void bothWaysAreMeasuredInAllTheirParts() {
    assertThat(run("--size", "32", "--json")).as(err.toString()).isZero();

    Map<?, ?> json = JsonReader.parseObject(out.toString());
    assertThat(json.get("size")).isEqualTo(32L);
    assertThat(json.get("threads")).isEqualTo(1L);
    assertThat(json.get("preset")).isEqualTo("method");
    assertThat(json.get("pictures")).isEqualTo(4L);
    assertThat(number(json, "picture_kb")).isBetween(0.5, 3.0);
    for (String key : List.of("images_s", "decoded_images_s")) {
      assertThat(number(json, key))
          .as(key)
          .isPositive()
          .isBetween(number(json, key + "_p10"), number(json, key + "_p90"));
    }
    assertThat(number(json, "augment_bytes")).isGreaterThanOrEqualTo(0);
    assertThat(number(json, "decoder_bytes")).isGreaterThan(3 * 32 * 32);
    Map<?, ?> shares = (Map<?, ?>) json.get("shares");
    assertThat(shares).hasSize(6);
    assertThat(shares.values()).allSatisfy(share -> assertThat((Double) share).isBetween(0.0, 1.0));
    assertThat(shares.values().stream().mapToDouble(share -> (Double) share).sum())
        .isEqualTo(1, within(1e-9));
  }

  @Test
  void threadsWorkSideBySide() {
    assertThat(run("--size", "16", "--threads", "2", "--json")).as(err.toString()).isZero();

    Map<?, ?> json = JsonReader.parseObject(out.toString());
    assertThat(json.get("threads")).isEqualTo(2L);
    assertThat(number(json, "images_s")).isPositive();
  }

  @Test
  void madePicturesHaveTheProportionsOfAPhotographForLargeViews() {
    assertThat(run("--size", "112")).as(err.toString()).isZero();

    assertThat(out.toString())
        .contains("Two views of 112 px", "4 made JPEGs of 250 x 187 pixels", "threads: 1")
        .contains("from encoded images", "from decoded images", "bytes for decoding it")
        .contains("decoding", "crop, resize, flip", "blur");
  }

  @Test
  void ownImagesAndSettingsAreTaken() throws IOException {
    write("one.png");
    write("kind/two.png");
    Files.writeString(folder.resolve("three.png"), "no picture");

    assertThat(run("--size", "16", "--data", folder.toString(), "--preset", "cifar", "--json"))
        .as(err.toString())
        .isZero();

    Map<?, ?> json = JsonReader.parseObject(out.toString());
    assertThat(json.get("pictures")).isEqualTo(2L);
    assertThat(json.get("preset")).isEqualTo("cifar");
  }

  @Test
  void dataWithoutAnImageIsRefusedWithWhatIsWrongWithIt() throws IOException {
    Files.writeString(folder.resolve("three.png"), "no picture");

    assertThat(run("--size", "16", "--data", folder.toString())).isEqualTo(Hsicflow.FAILED);

    assertThat(err.toString()).contains("No image of --data", "three.png", "Give other images");
  }

  @Test
  void nothingIsNoMeasurement() {
    assertThat(run("--size", "16", "--repetitions", "0")).isEqualTo(Hsicflow.FAILED);
    assertThat(err.toString()).contains("0 turns of", "--repetitions");
    assertThat(run("--size", "16", "--threads", "0")).isEqualTo(Hsicflow.FAILED);
    assertThat(err.toString()).contains("0 threads", "--threads");
    assertThat(run("--size", "16", "--images", "0")).isEqualTo(Hsicflow.FAILED);
    assertThat(err.toString()).contains("0 pictures", "--images");
    assertThat(run("--size", "0")).isEqualTo(Hsicflow.FAILED);
    assertThat(err.toString()).contains("size of the views is 0");
    assertThat(run("--preset", "wild")).isEqualTo(Hsicflow.FAILED);
    assertThat(err.toString()).contains("no augmentation preset 'wild'", "crop-and-flip");
  }

  @Test
  void helpNamesThePresets() {
    assertThat(
            Hsicflow.commandLine()
                .setOut(new PrintWriter(out))
                .execute("bench", "augment", "--help"))
        .isZero();

    assertThat(out.toString().replaceAll("\\s+", " "))
        .contains("centre-crop, cifar, crop-and-flip, method, none");
  }

  private void write(String path) throws IOException {
    File file = folder.resolve(path).toFile();
    Files.createDirectories(file.getParentFile().toPath());
    ImageIO.write(new BufferedImage(20, 30, BufferedImage.TYPE_INT_RGB), "png", file);
  }

  private static double number(Map<?, ?> json, String key) {
    return ((Number) json.get(key)).doubleValue();
  }

  /** The last of two values of an option would be refused: an option given here is not added. */
  private int run(String... further) {
    List<String> arguments = new ArrayList<>(List.of("bench", "augment"));
    arguments.addAll(List.of("--warmup", "0.02", "--seconds", "0.01"));
    List<String> given = List.of(further);
    for (List<String> option : List.of(List.of("--repetitions", "3"), List.of("--images", "4"))) {
      if (!given.contains(option.get(0))) {
        arguments.addAll(option);
      }
    }
    arguments.addAll(given);
    return Hsicflow.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments.toArray(String[]::new));
  }
}
