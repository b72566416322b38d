package io.hsicflow.pipeline.tensorboard;

import io.hsicflow.schemas.record.Views;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;

/** The views of some images as one picture: a column for each image, its two views below it. */
final class ViewsPicture {
  private static final int CHANNELS = 3;
  private static final int GAP = 2;
  private static final int WHITE = 0xffffff;

  private final BufferedImage picture;
  private final int size;

  /**
   * @param columns of at least one image, with views of one size
   */
  ViewsPicture(List<Views> columns) {
    size = side(columns.get(0).view1());
    picture =
        new BufferedImage(
            columns.size() * (size + GAP) - GAP, 2 * size + GAP, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        picture.setRGB(x, y, WHITE);
      }
    }
    for (int column = 0; column < columns.size(); column++) {
      draw(columns.get(column).view1(), column * (size + GAP), 0);
      draw(columns.get(column).view2(), column * (size + GAP), size + GAP);
    }
  }

  private static int side(byte[] view) {
    return (int) Math.round(Math.sqrt(view.length / (double) CHANNELS));
  }

  private void draw(byte[] view, int left, int top) {
    for (int i = 0; i < size * size; i++) {
      int red = view[CHANNELS * i] & 0xff;
      int green = view[CHANNELS * i + 1] & 0xff;
      int blue = view[CHANNELS * i + 2] & 0xff;
      picture.setRGB(left + i % size, top + i / size, red << 16 | green << 8 | blue);
    }
  }

  int width() {
    return picture.getWidth();
  }

  int height() {
    return picture.getHeight();
  }

  /** As a PNG file. */
  byte[] png() throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ImageIO.write(picture, "png", file);
    return file.toByteArray();
  }
}
