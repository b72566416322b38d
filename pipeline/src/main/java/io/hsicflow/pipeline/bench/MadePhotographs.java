package io.hsicflow.pipeline.bench;

import io.hsicflow.model.random.CounterRandom;
import io.hsicflow.model.random.Purpose;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/**
 * JPEG files that cost a decoder what photographs cost: waves of all lengths whose height falls
 * with their frequency, as in natural scenes (Field 1987), and a sensor's noise. Pictures are pure
 * functions of their number and size.
 */
final class MadePhotographs {
  private static final float QUALITY = 0.9f;
  private static final int WAVES = 24;
  private static final double LOWEST = 0.5;
  private static final double HIGHEST = 60;
  private static final double HEIGHT = 55;
  private static final double TINT = 0.35;
  private static final int NOISE = 14;

  private final int width;
  private final int height;
  private final float[][] planes;
  private final CounterRandom random = CounterRandom.at(0, Purpose.SCENE, 0, 0);

  private MadePhotographs(int width, int height) {
    this.width = width;
    this.height = height;
    planes = new float[3][width * height];
  }

  /** The first {@code count} pictures of that size. */
  static List<byte[]> jpegs(int count, int width, int height) throws IOException {
    MadePhotographs maker = new MadePhotographs(width, height);
    List<byte[]> files = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      files.add(jpeg(maker.picture(number)));
    }
    return files;
  }

  private BufferedImage picture(int number) {
    random.reset(0, Purpose.SCENE, number, 0);
    for (float[] plane : planes) {
      Arrays.fill(plane, (float) random.uniform(90, 165));
    }
    for (int wave = 0; wave < WAVES; wave++) {
      addWave(LOWEST * Math.pow(HIGHEST / LOWEST, wave / (WAVES - 1.0)));
    }
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0, i = 0; y < height; y++) {
      for (int x = 0; x < width; x++, i++) {
        int noise = random.nextInt();
        int rgb = 0;
        for (int c = 0; c < 3; c++) {
          float grain = (noise >> 8 * c & 0xFF) * (2f * NOISE / 255) - NOISE;
          rgb = rgb << 8 | Math.max(0, Math.min(255, Math.round(planes[c][i] + grain)));
        }
        picture.setRGB(x, y, rgb);
      }
    }
    return picture;
  }

  /** A wave in a random direction, of that many periods over the picture. */
  private void addWave(double frequency) {
    double direction = random.uniform(0, 2 * Math.PI);
    double phase = random.uniform(0, 2 * Math.PI);
    double size = HEIGHT / (1 + frequency);
    // cos(a + b) = cos a cos b - sin a sin b: a table for each axis.
    float[][] across = circle(width, frequency * Math.cos(direction) / width, phase);
    float[][] down = circle(height, frequency * Math.sin(direction) / height, 0);
    for (float[] plane : planes) {
      float tinted = (float) (size * random.uniform(1 - TINT, 1 + TINT));
      for (int y = 0, i = 0; y < height; y++) {
        float cos = tinted * down[0][y];
        float sin = tinted * down[1][y];
        for (int x = 0; x < width; x++, i++) {
          plane[i] += cos * across[0][x] - sin * across[1][x];
        }
      }
    }
  }

  private static float[][] circle(int length, double turns, double phase) {
    float[][] table = new float[2][length];
    for (int i = 0; i < length; i++) {
      double angle = 2 * Math.PI * turns * i + phase;
      table[0][i] = (float) Math.cos(angle);
      table[1][i] = (float) Math.sin(angle);
    }
    return table;
  }

  private static byte[] jpeg(BufferedImage picture) throws IOException {
    ImageWriter writer =
        ImageIO.getImageWriters(ImageTypeSpecifier.createFromRenderedImage(picture), "jpeg").next();
    ImageWriteParam param = writer.getDefaultWriteParam();
    param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    param.setCompressionQuality(QUALITY);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(file)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(picture, null, null), param);
    } finally {
      writer.dispose();
    }
    return file.toByteArray();
  }
}
