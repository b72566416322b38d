package io.hsicflow.model.augment;

/**
 * The steps of a view that change colours and no places (METHOD.md section 7), in place on three
 * planes of {@code n} floats in [0, 1]: red at 0, green at n, blue at 2n. Written without branches
 * on pixel values, which would be mispredicted.
 */
final class ColourSteps {
  private static final float RED = 0.2989f;
  private static final float GREEN = 0.5870f;
  private static final float BLUE = 0.1140f;

  /**
   * Stands for a range of 0, so that gray pixels divide by something; far below any difference of
   * two grey levels.
   */
  private static final float TINY = 1e-30f;

  private ColourSteps() {}

  /** Brings the first {@code count} values into [0, 1]. */
  static void clip(float[] x, int count) {
    for (int i = 0; i < count; i++) {
      x[i] = Math.min(1f, Math.max(0f, x[i]));
    }
  }

  /** x + delta, clipped. */
  static void brightness(float[] x, int n, float delta) {
    for (int i = 0; i < 3 * n; i++) {
      x[i] = Math.min(1f, Math.max(0f, x[i] + delta));
    }
  }

  /** factor (x - m) + m around the mean m of each channel, clipped. */
  static void contrast(float[] x, int n, float factor) {
    for (int c = 0; c < 3; c++) {
      float mean = (float) (sum(x, c * n, n) / n);
      for (int i = c * n; i < (c + 1) * n; i++) {
        x[i] = Math.min(1f, Math.max(0f, factor * (x[i] - mean) + mean));
      }
    }
  }

  /**
   * HSV's s times factor, clipped. A channel is v - s v k with k in [0, 1] fixed by the hue, so
   * only its distance from v = max(r, g, b) changes, by the ratio min(factor, 1 / s), and s = range
   * / v. A gray pixel has distance 0 and stays.
   */
  static void saturation(float[] x, int n, float factor) {
    if (factor <= 1) {
      for (int i = 0; i < n; i++) {
        float r = x[i];
        float g = x[n + i];
        float b = x[2 * n + i];
        float v = Math.max(r, Math.max(g, b));
        x[i] = v - (v - r) * factor;
        x[n + i] = v - (v - g) * factor;
        x[2 * n + i] = v - (v - b) * factor;
      }
      return;
    }
    for (int i = 0; i < n; i++) {
      float r = x[i];
      float g = x[n + i];
      float b = x[2 * n + i];
      float v = Math.max(r, Math.max(g, b));
      float range = v - Math.min(r, Math.min(g, b));
      float ratio = Math.min(factor, v / Math.max(range, TINY));
      x[i] = Math.max(0f, v - (v - r) * ratio);
      x[n + i] = Math.max(0f, v - (v - g) * ratio);
      x[2 * n + i] = Math.max(0f, v - (v - b) * ratio);
    }
  }

  /** HSV's h plus delta turns of the colour circle, wrapped; |delta| at most 0.5. */
  static void hue(float[] x, int n, float delta) {
    float turn = 6 * delta;
    for (int i = 0; i < n; i++) {
      float r = x[i];
      float g = x[n + i];
      float b = x[2 * n + i];
      float min = Math.min(r, Math.min(g, b));
      float range = Math.max(r, Math.max(g, b)) - min;
      float angle = angle(r, g, b, min, range) + turn;
      x[i] = Math.min(1f, min + range * red(angle));
      x[n + i] = Math.min(1f, min + range * green(angle));
      x[2 * n + i] = Math.min(1f, min + range * blue(angle));
    }
  }

  /**
   * Hue as an angle in sixths of the circle, counted from cyan: 6 h - 3, in [-3, 3]. With channels
   * brought to [0, 1] by minimum and range, |angle| = 2 + r - g - b on every sector: red's share is
   * |angle| - 1 where that lies in [0, 1], and where it is cut at 1 or 0 the other two make up the
   * difference. The sign is that of b - g.
   */
  static float angle(float r, float g, float b, float min, float range) {
    float size = 2 + (r - g - b + min) / Math.max(range, TINY);
    return Math.copySign(size, b - g);
  }

  /**
   * Red's share of the range at an angle in [-6, 6]: 1 within a sixth of red (3 from cyan), 0
   * within a sixth of cyan.
   */
  static float red(float angle) {
    float size = Math.abs(angle);
    return unit(Math.min(size, 6 - size) - 1);
  }

  /** Green's share, as red's: 1 within a sixth of green (angle -1). */
  static float green(float angle) {
    float size = Math.abs(angle + 1);
    return unit(2 - Math.min(size, Math.abs(6 - size)));
  }

  /** Blue's share, as red's: 1 within a sixth of blue (angle 1). */
  static float blue(float angle) {
    float size = Math.abs(angle - 1);
    return unit(2 - Math.min(size, Math.abs(6 - size)));
  }

  /** The luma in all three channels. */
  static void grayscale(float[] x, int n) {
    for (int i = 0; i < n; i++) {
      float gray = RED * x[i] + GREEN * x[n + i] + BLUE * x[2 * n + i];
      x[i] = gray;
      x[n + i] = gray;
      x[2 * n + i] = gray;
    }
  }

  /** x where x is below 0.5, else 1 - x: the smaller of the two. */
  static void solarize(float[] x, int n) {
    for (int i = 0; i < 3 * n; i++) {
      x[i] = Math.min(x[i], 1 - x[i]);
    }
  }

  /**
   * Clips, rounds to the nearest of 256 levels (halves up) and interleaves into {@code 3 n} bytes
   * from {@code offset}.
   */
  static void round(float[] x, int n, byte[] out, int offset) {
    int to = offset;
    for (int i = 0; i < n; i++, to += 3) {
      out[to] = level(x[i]);
      out[to + 1] = level(x[n + i]);
      out[to + 2] = level(x[2 * n + i]);
    }
  }

  private static byte level(float x) {
    return (byte) (int) (Math.min(1f, Math.max(0f, x)) * 255f + 0.5f);
  }

  private static float unit(float x) {
    return Math.min(1f, Math.max(0f, x));
  }

  /** Sum in double over four lanes: one lane alone would wait for every addition. */
  private static double sum(float[] x, int from, int n) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = from;
    int end = from + n;
    for (; i + 3 < end; i += 4) {
      a += x[i];
      b += x[i + 1];
      c += x[i + 2];
      d += x[i + 3];
    }
    for (; i < end; i++) {
      a += x[i];
    }
    return (a + b) + (c + d);
  }
}
