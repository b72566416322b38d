package io.hsicflow.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ViewsCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;
  private Path images;
  private Path sheet;

  @BeforeEach
  void write() throws IOException {
    images = Files.createDirectory(folder.resolve("images"));
    sheet = folder.resolve("sheet.png");
    for (String name : List.of("one.png", "two.png", "three.png")) {
      BufferedImage picture = new BufferedImage(24, 18, BufferedImage.TYPE_INT_RGB);
      for (int i = 0; i < 24 * 18; i++) {
        picture.setRGB(i % 24, i / 24, i * 0x010503 ^ name.hashCode());
      }
      ImageIO.write(picture, "png", images.resolve(name).toFile());
    }
  }

  @Test
  void writesASheetAndSaysWhatWasAppliedToEveryView() throws IOException {
    assertThat(run(images, "--images", "2", "--pairs", "2", "--size", "16"))
        .as(err.toString())
        .isZero();

    assertThat(out.toString())
        .contains("24 x 18 pixels", "  0, view 1: ", "  3, view 2: ", " at (", "blur")
        .contains("sheet.png: ", "; images: 2, views of each: 4");
    BufferedImage read = ImageIO.read(sheet.toFile());
    assertThat(out.toString()).contains(read.getWidth() + " x " + read.getHeight() + " pixels");
  }

  @Test
  void oneImageAndTheConfiguredOptionsAreTaken() {
    assertThat(
            run(
                images.resolve("two.png"),
                "--preset",
                "crop-and-flip",
                "-Daugment.crop.min-area=1",
                "-Daugment.flip=1",
                "--size",
                "16",
                "--seed",
                "7"))
        .as(err.toString())
        .isZero();

    List<String> views = out.toString().lines().filter(line -> line.contains("view ")).toList();
    assertThat(views).hasSize(6).allMatch(line -> line.endsWith(", flip"));
    assertThat(out.toString()).contains("two.png, 24 x 18 pixels", "images: 1, views of each: 6");
  }

  @Test
  void theSameSeedGivesTheSameSheet() throws IOException {
    run(images, "--size", "16", "--seed", "3");
    byte[] first = Files.readAllBytes(sheet);
    run(images, "--size", "16", "--seed", "3");
    assertThat(Files.readAllBytes(sheet)).isEqualTo(first);
    run(images, "--size", "16", "--seed", "4");
    assertThat(Files.readAllBytes(sheet)).isNotEqualTo(first);
  }

  @Test
  void whatCannotBeShownIsRefusedWithTheWayOut() {
    assertThat(run(images, "--pairs", "0")).isEqualTo(Hsicflow.FAILED);
    assertThat(err.toString()).contains("0 pairs of views", "--pairs");
    assertThat(run(images, "--images", "0")).isEqualTo(Hsicflow.FAILED);
    assertThat(err.toString()).contains("0 images", "--images");
    sheet = folder.resolve("sheet.jpg");
    assertThat(run(images)).isEqualTo(Hsicflow.FAILED);
    assertThat(err.toString()).contains("sheet.jpg", "ends in .png");
    sheet = folder.resolve("nowhere/sheet.png");
    assertThat(run(images)).isEqualTo(Hsicflow.FAILED);
    assertThat(err.toString()).contains("its folder is not there");
    assertThat(new File(folder.toFile(), "sheet.png")).doesNotExist();
  }

  @Test
  void aSheetThatCannotBeWrittenIsNamedAndNothingIsRemoved() throws IOException {
    Files.createDirectory(sheet);

    assertThat(run(images, "--size", "16")).isEqualTo(Hsicflow.FAILED);

    assertThat(err.toString()).contains(sheet.toString());
    assertThat(sheet).isDirectory();
  }

  @Test
  void aSheetThatCannotBeOpenedIsNamed() throws IOException {
    Files.createSymbolicLink(sheet, folder.resolve("nowhere/else.png"));

    assertThat(run(images, "--size", "16")).isEqualTo(Hsicflow.FAILED);

    assertThat(err.toString()).contains(sheet.toString());
    assertThat(sheet).isSymbolicLink();
  }

  @Test
  void anArchiveWithoutImagesIsRefusedInWholeSentences() throws IOException {
    Path archive = Files.write(folder.resolve("empty.tar"), new byte[1024]);

    assertThat(run(archive, "--size", "16")).isEqualTo(Hsicflow.FAILED);

    assertThat(err.toString()).contains("empty.tar can be used; it has none. Give other images.");
  }

  private int run(Path data, String... further) {
    List<String> arguments = new ArrayList<>(List.of("views", "--data", data.toString()));
    arguments.addAll(List.of("--out", sheet.toString()));
    arguments.addAll(List.of(further));
    return Hsicflow.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments.toArray(String[]::new));
  }
}
