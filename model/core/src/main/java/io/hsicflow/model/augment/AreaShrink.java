package io.hsicflow.model.augment;

import java.util.Arrays;

/**
 * Brings a picture down by the area filter: every output sample is the mean of the input that it
 * covers, rounded once. Takes the picture row by row, so that a large one is never held twice, and
 * sums in whole numbers: rows by how much of them an output row covers, in units of 1 / height out
 * of a row, then columns likewise. The cost of a large picture is that of the first sum, three
 * additions a pixel.
 *
 * <pre>{@code
 * shrink.begin(width, height, outWidth, outHeight);
 * for (int y = 0; y < height; y++) shrink.row(rgb, 3 * width * y);
 * byte[] small = shrink.finish();
 * }</pre>
 *
 * <p>Not thread-safe; its buffers are used again, the result is a new array.
 */
public final class AreaShrink {
  /** The tallest picture whose sums of rows fit into an int. */
  private static final int TALLEST = Integer.MAX_VALUE / 255;

  private int[] sums = new int[0];
  private byte[] out = new byte[0];
  private int inWidth;
  private int inHeight;
  private int outWidth;
  private int outHeight;
  private int rowsIn;
  private int rowsOut;

  /** The picture brought down by a rule; the same array where it is small enough. */
  public byte[] apply(byte[] rgb, int width, int height, ShrinkRule rule) {
    Picture.check(rgb, width, height);
    if (!rule.shrinks(width, height)) {
      return rgb;
    }
    begin(width, height, rule.width(width, height), rule.height(width, height));
    for (int y = 0; y < height; y++) {
      row(rgb, 3 * width * y);
    }
    return finish();
  }

  /**
   * Starts a picture.
   *
   * @throws IllegalArgumentException if a side would grow, or the picture is more than 8 million
   *     pixels tall
   */
  public void begin(int width, int height, int toWidth, int toHeight) {
    if (toWidth < 1 || toHeight < 1 || toWidth > width || toHeight > height) {
      throw new IllegalArgumentException(
          "The area filter only shrinks, but was asked to bring "
              + width
              + " by "
              + height
              + " pixels to "
              + toWidth
              + " by "
              + toHeight
              + ".");
    }
    if (height > TALLEST) {
      throw new IllegalArgumentException(
          "The area filter takes pictures of up to "
              + TALLEST
              + " rows, but was asked to shrink one of "
              + height
              + ".");
    }
    inWidth = width;
    inHeight = height;
    outWidth = toWidth;
    outHeight = toHeight;
    rowsIn = 0;
    rowsOut = 0;
    if (sums.length < 3 * width) {
      sums = new int[3 * width];
    }
    Arrays.fill(sums, 0, 3 * width, 0);
    out = new byte[3 * toWidth * toHeight];
  }

  /** Takes the next row of the picture, width * 3 bytes from {@code offset}. */
  public void row(byte[] rgb, int offset) {
    // In units of 1 / outHeight of an input row: this row ends at end, the output row under way at
    // edge.
    long end = (rowsIn + 1L) * outHeight;
    long edge = (rowsOut + 1L) * inHeight;
    rowsIn++;
    if (end < edge) {
      add(outHeight, rgb, offset, sums, 3 * inWidth);
      return;
    }
    int beyond = (int) (end - edge);
    add(outHeight - beyond, rgb, offset, sums, 3 * inWidth);
    emit();
    if (beyond > 0) {
      scale(beyond, rgb, offset, sums, 3 * inWidth);
    } else {
      Arrays.fill(sums, 0, 3 * inWidth, 0);
    }
  }

  /** The shrunk picture, after all rows have been taken. */
  public byte[] finish() {
    if (rowsIn != inHeight) {
      throw new IllegalStateException(
          "The picture has " + inHeight + " rows, but " + rowsIn + " were given.");
    }
    byte[] result = out;
    out = new byte[0];
    return result;
  }

  private static void add(int weight, byte[] in, int offset, int[] out, int length) {
    for (int i = 0; i < length; i++) {
      out[i] += weight * (in[offset + i] & 0xFF);
    }
  }

  private static void scale(int weight, byte[] in, int offset, int[] out, int length) {
    for (int i = 0; i < length; i++) {
      out[i] = weight * (in[offset + i] & 0xFF);
    }
  }

  /**
   * Sums the columns of an output row, in units of 1 / outWidth of a column: what the output pixel
   * before left of a column, then whole ones, then a part of the next.
   */
  private void emit() {
    double scale = 1.0 / ((double) inWidth * inHeight);
    int[] in = sums;
    int whole = inWidth / outWidth;
    int left = outWidth;
    int from = 0;
    int to = 3 * outWidth * rowsOut++;
    for (int end = to + 3 * outWidth; to < end; to += 3) {
      long r = 0;
      long g = 0;
      long b = 0;
      int open = inWidth - left;
      int first = from;
      from += 3;
      int columns = open < whole * outWidth ? whole - 1 : whole;
      for (int last = from + 3 * columns; from < last; from += 3) {
        r += in[from];
        g += in[from + 1];
        b += in[from + 2];
      }
      r = r * outWidth + (long) left * in[first];
      g = g * outWidth + (long) left * in[first + 1];
      b = b * outWidth + (long) left * in[first + 2];
      int part = open - columns * outWidth;
      if (part > 0) {
        r += (long) part * in[from];
        g += (long) part * in[from + 1];
        b += (long) part * in[from + 2];
      }
      left = outWidth - part;
      out[to] = (byte) (int) (r * scale + 0.5);
      out[to + 1] = (byte) (int) (g * scale + 0.5);
      out[to + 2] = (byte) (int) (b * scale + 0.5);
    }
  }
}
