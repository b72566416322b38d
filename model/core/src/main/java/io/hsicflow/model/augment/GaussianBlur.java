package io.hsicflow.model.augment;

import java.util.Arrays;

/**
 * Gaussian blur of planes (docs/method.md section 7): 2 floor(height / 20) + 1 taps exp(-i^2 / (2
 * sigma^2)) over their sum, along rows, then along columns, zeros outside, so that the border
 * darkens.
 *
 * <p>A row holds its three channels side by side with zeros before and behind each. Neighbours
 * along the row come by copies that are shifted, neighbours along the columns by other rows; what
 * is added is at one index always (see {@link Lines}).
 */
final class GaussianBlur {
  /** taps[i] weighs the two neighbours at distance i. */
  private float[] taps = new float[1];

  private float[][] rows = new float[0][];
  private float[] padded = new float[0];
  private float[] before = new float[0];
  private float[] behind = new float[0];
  private float[] sum = new float[0];

  /** Taps for a picture of that height. */
  static int tapCount(int height) {
    return 2 * (height / 20) + 1;
  }

  /** Blurs in place. */
  void apply(float[][] planes, int height, int width, float sigma) {
    int radius = height / 20;
    if (radius == 0) {
      return;
    }
    fillTaps(radius, sigma);
    int step = width + 2 * radius;
    reserve(height, 3 * step);
    for (int y = 0; y < height; y++) {
      for (int c = 0; c < 3; c++) {
        System.arraycopy(planes[c], y * width, padded, c * step + radius, width);
      }
      alongRow(rows[y], 3 * step, radius);
    }
    for (int y = 0; y < height; y++) {
      alongColumns(y, height, 3 * step, radius);
      for (int c = 0; c < 3; c++) {
        System.arraycopy(sum, c * step + radius, planes[c], y * width, width);
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

  private void alongRow(float[] out, int length, int radius) {
    Lines.scale(taps[0], padded, out, length);
    for (int distance = 1; distance <= radius; distance++) {
      System.arraycopy(padded, 0, before, distance, length - distance);
      System.arraycopy(padded, distance, behind, 0, length - distance);
      Lines.addBoth(taps[distance], before, behind, out, length);
    }
  }

  private void alongColumns(int y, int height, int length, int radius) {
    Lines.scale(taps[0], rows[y], sum, length);
    for (int distance = 1; distance <= radius; distance++) {
      boolean above = y >= distance;
      boolean below = y + distance < height;
      if (above && below) {
        Lines.addBoth(taps[distance], rows[y - distance], rows[y + distance], sum, length);
      } else if (above || below) {
        Lines.add(taps[distance], rows[above ? y - distance : y + distance], sum, length);
      }
    }
  }

  private void reserve(int height, int length) {
    if (rows.length < height || sum.length != length) {
      rows = new float[height][length];
      padded = new float[length];
      before = new float[length];
      behind = new float[length];
      sum = new float[length];
    } else {
      Arrays.fill(padded, 0f);
    }
  }
}
