package io.hsicflow.model.augment;

/**
 * Cuts a window out of a uint8 picture and resamples it, into three planes of floats. Separable,
 * without rounding in between; the axis that leaves less work for the other one goes first. Buffers
 * grow to the largest window seen and are used again.
 */
final class WindowResize {
  private static final float[] UNIT = new float[256];

  static {
    for (int i = 0; i < UNIT.length; i++) {
      UNIT[i] = i / 255f;
    }
  }

  final AxisFilter horizontal = new AxisFilter();
  final AxisFilter vertical = new AxisFilter();
  private final Lines lines = new Lines();
  private final float[][] window = new float[3][0];
  private final float[][] between = new float[3][0];

  /**
   * Resamples by the two filters, which must have been filled for the window's sides, and clips to
   * [0, 1].
   *
   * @param rgb a picture of rows of {@code pictureWidth} pixels
   * @param out three planes of {@code vertical.outputs * horizontal.outputs} values
   */
  void resize(
      byte[] rgb, int pictureWidth, int top, int left, int height, int width, float[][] out) {
    reserve(window, height * width);
    cut(rgb, pictureWidth, top, left, height, width);
    int outHeight = vertical.outputs;
    int outWidth = horizontal.outputs;
    if (height <= outHeight) {
      reserve(between, height * outWidth);
      alongRows(horizontal, window, height, width, between);
      lines.take(between, height, outWidth);
      lines.mix(vertical, out);
    } else {
      reserve(between, outHeight * width);
      lines.take(window, height, width);
      lines.mix(vertical, between);
      alongRows(horizontal, between, outHeight, width, out);
    }
    for (float[] plane : out) {
      ColourSteps.clip(plane);
    }
  }

  private void cut(byte[] rgb, int pictureWidth, int top, int left, int height, int width) {
    float[] red = window[0];
    float[] green = window[1];
    float[] blue = window[2];
    int to = 0;
    for (int y = 0; y < height; y++) {
      int from = 3 * ((top + y) * pictureWidth + left);
      for (int x = 0; x < width; x++, to++, from += 3) {
        red[to] = UNIT[rgb[from] & 0xFF];
        green[to] = UNIT[rgb[from + 1] & 0xFF];
        blue[to] = UNIT[rgb[from + 2] & 0xFF];
      }
    }
  }

  private static void alongRows(
      AxisFilter filter, float[][] in, int rows, int width, float[][] out) {
    for (int c = 0; c < 3; c++) {
      if (filter.taps == 4) {
        fourTaps(filter, in[c], rows, width, out[c]);
      } else {
        anyTaps(filter, in[c], rows, width, out[c]);
      }
    }
  }

  /** Column by column, so that the weights are read once for all rows. */
  private static void fourTaps(AxisFilter filter, float[] in, int rows, int width, float[] out) {
    int outWidth = filter.outputs;
    float[] weights = filter.weights;
    for (int o = 0; o < outWidth; o++) {
      float a = weights[4 * o];
      float b = weights[4 * o + 1];
      float c = weights[4 * o + 2];
      float d = weights[4 * o + 3];
      int from = filter.first[o];
      int to = o;
      for (int y = 0; y < rows; y++, from += width, to += outWidth) {
        out[to] = a * in[from] + b * in[from + 1] + c * in[from + 2] + d * in[from + 3];
      }
    }
  }

  private static void anyTaps(AxisFilter filter, float[] in, int rows, int width, float[] out) {
    int taps = filter.taps;
    float[] weights = filter.weights;
    int to = 0;
    for (int y = 0; y < rows; y++) {
      int row = y * width;
      for (int o = 0, w = 0; o < filter.outputs; o++) {
        int from = row + filter.first[o];
        float sum = 0;
        for (int k = 0; k < taps; k++) {
          sum += weights[w++] * in[from + k];
        }
        out[to++] = sum;
      }
    }
  }

  private static void reserve(float[][] planes, int length) {
    for (int c = 0; c < planes.length; c++) {
      if (planes[c].length < length) {
        planes[c] = new float[length];
      }
    }
  }
}
