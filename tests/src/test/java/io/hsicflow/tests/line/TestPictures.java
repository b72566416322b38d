package io.hsicflow.tests.line;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** Small colourful pictures, each a function of its number. */
final class TestPictures {
  private static final int SIDE = 20;

  private TestPictures() {}

  /** Picture {@code number} as a PNG file of 20 x 20 pixels. */
  static byte[] png(int number) {
    BufferedImage picture = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        int red = (x * (3 + number % 7) + number * 11) & 255;
        int green = (y * (5 + number % 5) + number * 29) & 255;
        int blue = ((x ^ y) * (1 + number % 3) * 8 + number) & 255;
        picture.setRGB(x, y, red << 16 | green << 8 | blue);
      }
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try {
      ImageIO.write(picture, "png", file);
    } catch (IOException e) {
      throw new UncheckedIOException("A picture could not be written to memory.", e);
    }
    return file.toByteArray();
  }
}
