package io.hsicflow.model.augment;

/**
 * The rows of three planes as arrays of their own, each holding red, green and blue one after the
 * other. Weighted sums of whole rows are then loops over arrays at one index, the form that the
 * compiler turns into vector instructions; with offsets into one array it does not, and they take
 * five times as long.
 */
final class Lines {
  private float[][] rows = new float[0][];
  private float[] sum = new float[0];
  private int width;

  /** Takes over {@code height} rows of {@code width} values from each plane. */
  void take(float[][] planes, int height, int width) {
    reserve(height, width);
    for (int y = 0; y < height; y++) {
      for (int c = 0; c < 3; c++) {
        System.arraycopy(planes[c], y * width, rows[y], c * width, width);
      }
    }
  }

  /** Writes the filter's outputs as rows of planes. */
  void mix(AxisFilter filter, float[][] planes) {
    int taps = filter.taps;
    float[] weights = filter.weights;
    for (int o = 0; o < filter.outputs; o++) {
      int from = filter.first[o];
      int w = o * taps;
      if (taps == 4) {
        sumOfFour(weights, w, rows[from], rows[from + 1], rows[from + 2], rows[from + 3]);
      } else {
        scale(weights[w], rows[from], sum, 3 * width);
        for (int k = 1; k < taps; k++) {
          add(weights[w + k], rows[from + k], sum, 3 * width);
        }
      }
      for (int c = 0; c < 3; c++) {
        System.arraycopy(sum, c * width, planes[c], o * width, width);
      }
    }
  }

  private void sumOfFour(float[] weights, int w, float[] p, float[] q, float[] r, float[] s) {
    float a = weights[w];
    float b = weights[w + 1];
    float c = weights[w + 2];
    float d = weights[w + 3];
    float[] out = sum;
    int length = 3 * width;
    for (int x = 0; x < length; x++) {
      out[x] = a * p[x] + b * q[x] + c * r[x] + d * s[x];
    }
  }

  /** out = weight * in. */
  static void scale(float weight, float[] in, float[] out, int length) {
    for (int x = 0; x < length; x++) {
      out[x] = weight * in[x];
    }
  }

  /** out = out + weight * in. */
  static void add(float weight, float[] in, float[] out, int length) {
    for (int x = 0; x < length; x++) {
      out[x] += weight * in[x];
    }
  }

  /** out = out + weight * (one + other). */
  static void addBoth(float weight, float[] one, float[] other, float[] out, int length) {
    for (int x = 0; x < length; x++) {
      out[x] += weight * (one[x] + other[x]);
    }
  }

  private void reserve(int height, int width) {
    this.width = width;
    if (sum.length < 3 * width) {
      sum = new float[3 * width];
    }
    if (rows.length < height || rows[0].length < 3 * width) {
      rows =
          new float[Math.max(height, rows.length)]
              [Math.max(3 * width, rows.length == 0 ? 0 : rows[0].length)];
    }
  }
}
