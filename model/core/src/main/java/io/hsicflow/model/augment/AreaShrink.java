package io.hsicflow.model.augment;

import java.util.Arrays;

/**
 * Brings a picture down by the area filter: every output pixel is the mean of the input that it
 * covers, rounded once. Takes the picture row by row, so that a large one is never held as floats.
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
  private final AxisFilter horizontal = new AxisFilter();
  private float[] row = new float[0];
  private float[] gathered = new float[0];
  private byte[] out = new byte[0];
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
   * @throws IllegalArgumentException if a side would grow
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
    horizontal.area(width, toWidth);
    inHeight = height;
    outWidth = toWidth;
    outHeight = toHeight;
    rowsIn = 0;
    rowsOut = 0;
    if (row.length < 3 * toWidth) {
      row = new float[3 * toWidth];
      gathered = new float[3 * toWidth];
    }
    Arrays.fill(gathered, 0, 3 * toWidth, 0f);
    out = new byte[3 * toWidth * toHeight];
  }

  /** Takes the next row of the picture, width * 3 bytes from {@code offset}. */
  public void row(byte[] rgb, int offset) {
    narrow(rgb, offset);
    // In units of 1 / outHeight of an input row: this row ends at end, the output row under way at
    // edge.
    long end = (rowsIn + 1L) * outHeight;
    long edge = (rowsOut + 1L) * inHeight;
    rowsIn++;
    if (end < edge) {
      gather(1);
      return;
    }
    float beyond = (float) (end - edge) / outHeight;
    gather(1 - beyond);
    emit();
    Arrays.fill(gathered, 0, 3 * outWidth, 0f);
    if (beyond > 0) {
      gather(beyond);
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

  private void narrow(byte[] rgb, int offset) {
    int taps = horizontal.taps;
    float[] weights = horizontal.weights;
    for (int o = 0, w = 0; o < outWidth; o++) {
      int from = offset + 3 * horizontal.first[o];
      float r = 0;
      float g = 0;
      float b = 0;
      for (int k = 0; k < taps; k++, from += 3) {
        float weight = weights[w++];
        r += weight * (rgb[from] & 0xFF);
        g += weight * (rgb[from + 1] & 0xFF);
        b += weight * (rgb[from + 2] & 0xFF);
      }
      row[3 * o] = r;
      row[3 * o + 1] = g;
      row[3 * o + 2] = b;
    }
  }

  private void gather(float share) {
    for (int i = 0; i < 3 * outWidth; i++) {
      gathered[i] += share * row[i];
    }
  }

  private void emit() {
    float scale = (float) outHeight / inHeight;
    int to = 3 * outWidth * rowsOut++;
    for (int i = 0; i < 3 * outWidth; i++) {
      out[to + i] = (byte) (int) Math.min(255f, gathered[i] * scale + 0.5f);
    }
  }
}
