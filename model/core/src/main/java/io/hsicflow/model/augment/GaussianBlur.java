package io.hsicflow.model.augment;

/**
 * Gaussian blur of three planes (METHOD.md section 7): 2 floor(height / 20) + 1 taps exp(-i^2 / (2
 * sigma^2)) over their sum, along rows, then along columns, zeros outside, so that the border
 * darkens.
 */
final class GaussianBlur {
  /** taps[i] weighs the two neighbours at distance i. */
  private float[] taps = new float[1];

  private float[] between = new float[0];

  /** Taps for a picture of that height. */
  static int tapCount(int height) {
    return 2 * (height / 20) + 1;
  }

  /** Blurs in place. */
  void apply(float[] x, int height, int width, float sigma) {
    int radius = height / 20;
    if (radius == 0) {
      return;
    }
    fillTaps(radius, sigma);
    int n = height * width;
    if (between.length < 3 * n) {
      between = new float[3 * n];
    }
    for (int row = 0; row < 3 * height; row++) {
      alongRow(x, row * width, width, radius);
    }
    for (int c = 0; c < 3; c++) {
      for (int y = 0; y < height; y++) {
        alongColumn(c * n, y, height, width, radius, x);
      }
    }
  }

  private void fillTaps(int radius, float sigma) {
    if (taps.length <= radius) {
      taps = new float[radius + 1];
    }
    double scale = -1 / (2.0 * sigma * sigma);
    double sum = 1;
    for (int i = 1; i <= radius; i++) {
      sum += 2 * StrictMath.exp(i * i * scale);
    }
    for (int i = 0; i <= radius; i++) {
      taps[i] = (float) (StrictMath.exp(i * i * scale) / sum);
    }
  }

  private void alongRow(float[] x, int row, int width, int radius) {
    float[] out = between;
    float centre = taps[0];
    for (int i = row; i < row + width; i++) {
      out[i] = centre * x[i];
    }
    for (int distance = 1; distance <= Math.min(radius, width - 1); distance++) {
      float weight = taps[distance];
      int shared = width - distance;
      for (int i = row; i < row + shared; i++) {
        out[i] += weight * x[i + distance];
      }
      for (int i = row; i < row + shared; i++) {
        out[i + distance] += weight * x[i];
      }
    }
  }

  private void alongColumn(int plane, int y, int height, int width, int radius, float[] out) {
    float[] in = between;
    int row = plane + y * width;
    float centre = taps[0];
    if (radius == 1 && y > 0 && y < height - 1) {
      float side = taps[1];
      for (int i = row; i < row + width; i++) {
        out[i] = centre * in[i] + side * (in[i - width] + in[i + width]);
      }
      return;
    }
    for (int i = row; i < row + width; i++) {
      out[i] = centre * in[i];
    }
    for (int distance = 1; distance <= radius; distance++) {
      if (y >= distance) {
        addRow(taps[distance], in, row - distance * width, out, row, width);
      }
      if (y + distance < height) {
        addRow(taps[distance], in, row + distance * width, out, row, width);
      }
    }
  }

  private static void addRow(float weight, float[] in, int from, float[] out, int to, int width) {
    for (int i = 0; i < width; i++) {
      out[to + i] += weight * in[from + i];
    }
  }
}
