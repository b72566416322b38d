package io.hsicflow.operators.ml.example;

import io.hsicflow.model.random.CounterRandom;
import io.hsicflow.model.random.Purpose;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.ImageIO;

/** Small drawn pictures of a few kinds, every one different and a function of its number. */
public final class DrawnPictures {

  /** What is drawn. */
  public static final List<String> KINDS = List.of("disc", "stripes", "corner");

  private static final int SIDE = 20;

  private DrawnPictures() {}

  /** The kind of picture {@code number}. */
  public static String kind(int number) {
    return KINDS.get(number % KINDS.size());
  }

  /** Picture {@code number} as a PNG file. */
  public static byte[] png(int number) {
    CounterRandom random = CounterRandom.at(11, Purpose.SCENE, number, 0);
    BufferedImage picture = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = picture.createGraphics();
    pen.setColor(new Color(random.nextInt(80), random.nextInt(80), random.nextInt(80)));
    pen.fillRect(0, 0, SIDE, SIDE);
    pen.setColor(
        new Color(120 + random.nextInt(136), 120 + random.nextInt(136), random.nextInt(136)));
    int at = random.nextInt(5);
    switch (kind(number)) {
      case "disc" -> pen.fillOval(2 + at, 2 + at, 9 + at, 9 + at);
      case "stripes" -> {
        for (int y = at; y < SIDE; y += 5) {
          pen.fillRect(0, y, SIDE, 2);
        }
      }
      default -> pen.fillPolygon(new int[] {0, 11 + at, 0}, new int[] {0, 0, 11 + at}, 3);
    }
    pen.dispose();
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try {
      ImageIO.write(picture, "png", file);
    } catch (IOException e) {
      throw new UncheckedIOException("A picture could not be written to memory.", e);
    }
    return file.toByteArray();
  }
}
