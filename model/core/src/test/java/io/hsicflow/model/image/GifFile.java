package io.hsicflow.model.image;

import java.io.ByteArrayOutputStream;

/**
 * Writes GIFs whose pixels are not compressed: codes of eight bits, begun anew before they would
 * grow.
 */
final class GifFile {
  private static final int CODE_BITS = 7;
  private static final int CLEAR = 1 << CODE_BITS;
  private static final int END = CLEAR + 1;
  private static final int PIXELS_PER_TABLE = 100;

  /** First row and rows apart of an interlaced frame. */
  private static final int[][] INTERLACED = {{0, 8}, {4, 8}, {2, 4}, {1, 2}};

  private static final int[][] PLAIN = {{0, 1}};

  /** The colour number of a pixel, 0 to 127. */
  interface Indices {
    int at(int x, int y);
  }

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /**
   * Begins a file.
   *
   * @param palette red, green and blue of 128 colours
   */
  GifFile(int canvasWidth, int canvasHeight, byte[] palette) {
    out.writeBytes(new byte[] {'G', 'I', 'F', '8', '9', 'a'});
    u16(canvasWidth);
    u16(canvasHeight);
    out.write(0x80 | CODE_BITS - 1);
    out.write(0);
    out.write(0);
    out.writeBytes(palette);
  }

  /** Makes a colour of the next frame transparent. */
  GifFile transparent(int index) {
    out.writeBytes(new byte[] {0x21, (byte) 0xF9, 4, 1, 0, 0, (byte) index, 0});
    return this;
  }

  /** Adds an extension whose sub-blocks have {@code lengths} bytes each. */
  GifFile extension(int label, int... lengths) {
    out.write(0x21);
    out.write(label);
    for (int length : lengths) {
      out.write(length);
      out.writeBytes(new byte[length]);
    }
    out.write(0);
    return this;
  }

  /**
   * Adds a frame.
   *
   * @param palette of its own, or null
   */
  GifFile frame(
      int left,
      int top,
      int width,
      int height,
      byte[] palette,
      boolean interlaced,
      Indices indices) {
    out.write(0x2C);
    u16(left);
    u16(top);
    u16(width);
    u16(height);
    out.write((palette == null ? 0 : 0x80 | CODE_BITS - 1) | (interlaced ? 0x40 : 0));
    if (palette != null) {
      out.writeBytes(palette);
    }
    ByteArrayOutputStream codes = new ByteArrayOutputStream();
    int pixels = 0;
    for (int[] pass : interlaced ? INTERLACED : PLAIN) {
      for (int y = pass[0]; y < height; y += pass[1]) {
        for (int x = 0; x < width; x++) {
          if (pixels++ % PIXELS_PER_TABLE == 0) {
            codes.write(CLEAR);
          }
          codes.write(indices.at(x, y));
        }
      }
    }
    codes.write(END);
    out.write(CODE_BITS);
    byte[] data = codes.toByteArray();
    for (int from = 0; from < data.length; from += 255) {
      int length = Math.min(255, data.length - from);
      out.write(length);
      out.write(data, from, length);
    }
    out.write(0);
    return this;
  }

  byte[] end() {
    out.write(0x3B);
    return out.toByteArray();
  }

  private void u16(int value) {
    out.write(value);
    out.write(value >> 8);
  }
}
