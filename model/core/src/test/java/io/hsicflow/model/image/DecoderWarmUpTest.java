package io.hsicflow.model.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecoderWarmUpTest {

  @TempDir private Path folder;

  @Test
  void theFirstImageAfterItLoadsNoClassOfTheDecoders() throws Exception {
    for (ImageFormat format : ImageFormat.values()) {
      BufferedImage picture = new BufferedImage(20, 20, BufferedImage.TYPE_INT_RGB);
      ImageIO.write(picture, format.name(), folder.resolve(format.name()).toFile());
    }
    Path log = folder.resolve("classes.log");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true",
                "-Xlog:class+load:file=" + log + ":none",
                "-cp",
                System.getProperty("java.class.path"),
                FirstImages.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();

    List<String> loaded = Files.readAllLines(log);
    int warm = indexOf(loaded, WarmedUp.class.getName());
    int decoded = indexOf(loaded, Decoded.class.getName());
    assertThat(loaded.subList(0, warm)).anyMatch(DecoderWarmUpTest::isOfTheDecoders);
    assertThat(loaded.subList(warm + 1, decoded)).noneMatch(DecoderWarmUpTest::isOfTheDecoders);
  }

  private static boolean isOfTheDecoders(String line) {
    return line.matches(
        "(com\\.sun\\.imageio|javax\\.imageio|java\\.awt|sun\\.awt|sun\\.java2d)\\..*");
  }

  private static int indexOf(List<String> loaded, String name) {
    for (int line = 0; line < loaded.size(); line++) {
      if (loaded.get(line).startsWith(name + " ")) {
        return line;
      }
    }
    throw new AssertionError(name + " was not loaded.");
  }

  /** What the process runs: it warms up, then decodes its first images. */
  static final class FirstImages {
    private FirstImages() {}

    public static void main(String[] arguments) throws IOException, ImageRejectedException {
      DecoderWarmUp.of(EnumSet.allOf(ImageFormat.class));
      WarmedUp.mark();
      ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());
      for (ImageFormat format : ImageFormat.values()) {
        decoder.decode(Files.readAllBytes(Path.of(arguments[0], format.name())));
      }
      Decoded.mark();
    }
  }

  /** Its loading stands in the log where warming up is done. */
  static final class WarmedUp {
    private WarmedUp() {}

    static void mark() {}
  }

  /** Its loading stands in the log where the first images are decoded. */
  static final class Decoded {
    private Decoded() {}

    static void mark() {}
  }
}
