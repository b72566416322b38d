package io.hsicflow.model.augment;

import java.util.Arrays;

/**
 * How one axis of a picture is resampled: output {@code o} is the sum over k of {@code weights[o *
 * taps + k] * in[first[o] + k]}. All outputs have the same number of taps; those that are not
 * needed have weight 0. Filled again for every window, without allocation once its arrays have
 * grown.
 */
final class AxisFilter {
  private static final int TABLE_STEPS = 1024;
  private static final float[] KEYS = keysTable();

  int outputs;
  int taps;
  int[] first = new int[0];
  float[] weights = new float[0];

  /**
   * The reference's bicubic: Keys with a = -0.5, half-pixel centres, the fraction rounded to
   * 1/1024, four taps even when shrinking, taps outside dropped and the rest divided by their sum.
   */
  void bicubic(int in, int out) {
    begin(in, out, 4);
    float scale = (float) in / out;
    for (int o = 0; o < out; o++) {
      float x = (o + 0.5f) * scale - 0.5f;
      int base = (int) Math.floor(x);
      int entry = 4 * (int) Math.rint((double) (x - base) * TABLE_STEPS);
      int start = Math.max(0, Math.min(base - 1, in - taps));
      first[o] = start;
      float sum = 0;
      for (int k = 0; k < 4; k++) {
        int position = base - 1 + k;
        if (position >= 0 && position < in) {
          weights[o * taps + position - start] = KEYS[entry + k];
          sum += KEYS[entry + k];
        }
      }
      if (base < 1 || base + 2 >= in) {
        for (int k = 0; k < taps; k++) {
          weights[o * taps + k] /= sum;
        }
      }
    }
  }

  /** The area filter, for shrinking: every output is the mean of the input that it covers. */
  void area(int in, int out) {
    begin(in, out, (in + out - 1) / out + 1);
    double scale = (double) in / out;
    for (int o = 0; o < out; o++) {
      double from = o * scale;
      double to = Math.min(in, (o + 1) * scale);
      int start = Math.min((int) from, in - taps);
      first[o] = start;
      for (int k = 0; k < taps; k++) {
        double covered = Math.min(to, start + k + 1) - Math.max(from, start + k);
        weights[o * taps + k] = (float) (Math.max(0, covered) / (to - from));
      }
    }
  }

  /** Bicubic where the axis grows, the area filter where it shrinks. */
  void smooth(int in, int out) {
    if (in > out) {
      area(in, out);
    } else {
      bicubic(in, out);
    }
  }

  /** Exchanges first and last output and so on: the picture mirrored along this axis. */
  void mirror() {
    for (int o = 0, last = outputs - 1; o < last; o++, last--) {
      int start = first[o];
      first[o] = first[last];
      first[last] = start;
      for (int k = 0; k < taps; k++) {
        float weight = weights[o * taps + k];
        weights[o * taps + k] = weights[last * taps + k];
        weights[last * taps + k] = weight;
      }
    }
  }

  private void begin(int in, int out, int wanted) {
    outputs = out;
    taps = Math.min(wanted, in);
    if (first.length < out) {
      first = new int[out];
    }
    if (weights.length < out * taps) {
      weights = new float[out * taps];
    }
    Arrays.fill(weights, 0, out * taps, 0f);
  }

  /** Weights of the taps at -1, 0, 1, 2 for the fractions 0, 1/1024 .. 1. */
  private static float[] keysTable() {
    float[] table = new float[4 * (TABLE_STEPS + 1)];
    for (int i = 0; i <= TABLE_STEPS; i++) {
      double d = i / (double) TABLE_STEPS;
      table[4 * i] = (float) far(1 + d);
      table[4 * i + 1] = (float) near(d);
      table[4 * i + 2] = (float) near(1 - d);
      table[4 * i + 3] = (float) far(2 - d);
    }
    return table;
  }

  private static double near(double t) {
    return (1.5 * t - 2.5) * t * t + 1;
  }

  private static double far(double t) {
    return ((-0.5 * t + 2.5) * t - 4) * t + 2;
  }
}
