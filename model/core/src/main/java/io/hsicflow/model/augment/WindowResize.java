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
  private float[] window = new float[0];
  private float[] between = new float[0];

  /**
   * Resamples by the two filters, which must have been filled for the window's sides, and clips to
   * [0, 1].
   *
   * @param rgb a picture of rows of {@code pictureWidth} pixels
   * @param out three planes of {@code vertical.outputs * horizontal.outputs} values
   */
  void resize(byte[] rgb, int pictureWidth, int top, int left, int height, int width, float[] out) {
    window = grown(window, 3 * height * width);
    cut(rgb, pictureWidth, top, left, height, width);
    int outHeight = vertical.outputs;
    int outWidth = horizontal.outputs;
    if (height <= outHeight) {
      between = grown(between, 3 * height * outWidth);
      alongRows(horizontal, window, 3 * height, width, between);
      alongColumns(vertical, between, height, outWidth, out);
    } else {
      between = grown(between, 3 * outHeight * width);
      alongColumns(vertical, window, height, width, between);
      alongRows(horizontal, between, 3 * outHeight, width, out);
    }
    ColourSteps.clip(out, 3 * outHeight * outWidth);
  }

  private void cut(byte[] rgb, int pictureWidth, int top, int left, int height, int width) {
    float[] planes = window;
    int plane = height * width;
    int to = 0;
    for (int y = 0; y < height; y++) {
      int from = 3 * ((top + y) * pictureWidth + left);
      for (int x = 0; x < width; x++, to++, from += 3) {
        planes[to] = UNIT[rgb[from] & 0xFF];
        planes[to + plane] = UNIT[rgb[from + 1] & 0xFF];
        planes[to + 2 * plane] = UNIT[rgb[from + 2] & 0xFF];
      }
    }
  }

  private static void alongRows(AxisFilter filter, float[] in, int rows, int width, float[] out) {
    int taps = filter.taps;
    int outWidth = filter.outputs;
    int[] first = filter.first;
    float[] weights = filter.weights;
    int to = 0;
    for (int y = 0; y < rows; y++) {
      int row = y * width;
      if (taps == 4) {
        for (int o = 0, w = 0; o < outWidth; o++, w += 4) {
          int from = row + first[o];
          out[to++] =
              weights[w] * in[from]
                  + weights[w + 1] * in[from + 1]
                  + weights[w + 2] * in[from + 2]
                  + weights[w + 3] * in[from + 3];
        }
      } else {
        for (int o = 0, w = 0; o < outWidth; o++) {
          int from = row + first[o];
          float sum = 0;
          for (int k = 0; k < taps; k++) {
            sum += weights[w++] * in[from + k];
          }
          out[to++] = sum;
        }
      }
    }
  }

  private static void alongColumns(
      AxisFilter filter, float[] in, int height, int width, float[] out) {
    int outHeight = filter.outputs;
    for (int c = 0; c < 3; c++) {
      for (int o = 0; o < outHeight; o++) {
        int from = (c * height + filter.first[o]) * width;
        int to = (c * outHeight + o) * width;
        if (filter.taps == 4) {
          mix(filter.weights, 4 * o, in, from, width, out, to);
        } else {
          int w = filter.taps * o;
          scale(filter.weights[w], in, from, width, out, to);
          for (int k = 1; k < filter.taps; k++) {
            add(filter.weights[w + k], in, from + k * width, width, out, to);
          }
        }
      }
    }
  }

  /** Four rows, weighted. */
  private static void mix(
      float[] weights, int w, float[] in, int from, int width, float[] out, int to) {
    float a = weights[w];
    float b = weights[w + 1];
    float c = weights[w + 2];
    float d = weights[w + 3];
    for (int x = 0; x < width; x++) {
      out[to + x] =
          a * in[from + x]
              + b * in[from + width + x]
              + c * in[from + 2 * width + x]
              + d * in[from + 3 * width + x];
    }
  }

  private static void scale(float weight, float[] in, int from, int width, float[] out, int to) {
    for (int x = 0; x < width; x++) {
      out[to + x] = weight * in[from + x];
    }
  }

  private static void add(float weight, float[] in, int from, int width, float[] out, int to) {
    for (int x = 0; x < width; x++) {
      out[to + x] += weight * in[from + x];
    }
  }

  private static float[] grown(float[] buffer, int length) {
    return buffer.length >= length ? buffer : new float[length];
  }
}
