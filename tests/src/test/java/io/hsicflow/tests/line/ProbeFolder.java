package io.hsicflow.tests.line;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * Labelled pictures that are easy to tell apart, as files: {@code train/CLASS/NUMBER.png} and
 * {@code test/CLASS/NUMBER.png}. A class has a colour, a picture a pattern in it.
 */
public final class ProbeFolder {
  static final List<String> CLASSES = List.of("blue", "green", "red");
  static final int BANK_OF_EACH = 8;
  static final int QUERY_OF_EACH = 4;

  private static final int SIDE = 20;

  private ProbeFolder() {}

  /** Fills {@code folder}. */
  public static Path fill(Path folder) throws IOException {
    for (int label = 0; label < CLASSES.size(); label++) {
      for (int number = 0; number < BANK_OF_EACH + QUERY_OF_EACH; number++) {
        String part = number < BANK_OF_EACH ? "train" : "test";
        Path place = folder.resolve(part).resolve(CLASSES.get(label));
        Files.createDirectories(place);
        ImageIO.write(picture(label, number), "png", place.resolve(number + ".png").toFile());
      }
    }
    return folder;
  }

  private static BufferedImage picture(int label, int number) {
    BufferedImage picture = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        int bright = 200 + ((x * (number % 5 + 1) + y * (number % 3 + 1)) & 31);
        int dark = ((x ^ y) * (number + 1)) & 31;
        picture.setRGB(x, y, dark << 16 | dark << 8 | dark | bright << 8 * label);
      }
    }
    return picture;
  }
}
