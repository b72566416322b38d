package io.hsicflow.model.image;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.DeflaterOutputStream;

/** Writes PNGs of every colour type and depth sample by sample, plain or interlaced (Adam7). */
final class PngFile {
  static final int GRAY = 0;
  static final int RGB = 2;
  static final int PALETTE = 3;
  static final int GRAY_ALPHA = 4;
  static final int RGB_ALPHA = 6;

  /** First column, first row, columns apart, rows apart. */
  private static final int[][] ADAM7 = {
    {0, 0, 8, 8},
    {4, 0, 8, 8},
    {0, 4, 4, 8},
    {2, 0, 4, 4},
    {0, 2, 2, 4},
    {1, 0, 2, 2},
    {0, 1, 1, 2}
  };

  private static final int[][] PLAIN = {{0, 0, 1, 1}};

  /** The stored number of a pixel's sample. */
  interface Samples {
    int at(int x, int y, int band);
  }

  private final int width;
  private final int height;
  private final int type;
  private final int depth;
  private final ByteArrayOutputStream between = new ByteArrayOutputStream();

  PngFile(int width, int height, int type, int depth) {
    this.width = width;
    this.height = height;
    this.type = type;
    this.depth = depth;
  }

  static int bands(int type) {
    return switch (type) {
      case RGB -> 3;
      case GRAY_ALPHA -> 2;
      case RGB_ALPHA -> 4;
      default -> 1;
    };
  }

  /** Puts a chunk between header and pixels. */
  PngFile with(String chunk, byte[] content) {
    try {
      TestPictures.chunk(new DataOutputStream(between), chunk, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  byte[] write(boolean interlaced, Samples samples) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(file)) {
      out.write(TestPictures.PNG_SIGNATURE);
      ByteArrayOutputStream header = new ByteArrayOutputStream();
      DataOutputStream fields = new DataOutputStream(header);
      fields.writeInt(width);
      fields.writeInt(height);
      fields.write(new byte[] {(byte) depth, (byte) type, 0, 0, (byte) (interlaced ? 1 : 0)});
      TestPictures.chunk(out, "IHDR", header.toByteArray());
      between.writeTo(out);
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      try (DeflaterOutputStream pixels = new DeflaterOutputStream(packed)) {
        for (int[] pass : interlaced ? ADAM7 : PLAIN) {
          for (int y = pass[1]; y < height && pass[0] < width; y += pass[3]) {
            pixels.write(row(y, pass[0], pass[2], samples));
          }
        }
      }
      TestPictures.chunk(out, "IDAT", packed.toByteArray());
      TestPictures.chunk(out, "IEND", new byte[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file.toByteArray();
  }

  /** Filter 0, then samples from the highest bit on. */
  private byte[] row(int y, int first, int step, Samples samples) {
    int pixels = (width - first + step - 1) / step;
    int bands = bands(type);
    byte[] row = new byte[1 + (pixels * bands * depth + 7) / 8];
    int bit = 8;
    for (int x = first; x < width; x += step) {
      for (int band = 0; band < bands; band++) {
        int sample = samples.at(x, y, band);
        for (int shift = depth - 1; shift >= 0; shift--, bit++) {
          row[bit / 8] |= (byte) ((sample >> shift & 1) << 7 - bit % 8);
        }
      }
    }
    return row;
  }
}
