package io.hsicflow.model.augment;

/**
 * The steps of a view that change colours and no places (docs/method.md section 7), in place on
 * three planes of floats in [0, 1]. A picture's planes are arrays of their own, loops are short and
 * no pixel's value decides a branch: that is what the compiler turns into vector instructions (one
 * loop for all of a hue turn takes nine times as long). Buffers are used again; not thread-safe.
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

  /** Makes at least 1 of any difference of two values. */
  private static final float HUGE = 1e37f;

  /**
   * A float of this size has no fraction bits left: adding it rounds, and leaves the integer in the
   * low bits.
   */
  private static final float INTEGER_BITS = 1 << 23;

  private static final int SUM_BLOCK = 256;

  private final float[] min;
  private final float[] range;
  private final float[] angle;

  /** Steps for planes of up to {@code n} values. */
  ColourSteps(int n) {
    min = new float[n];
    range = new float[n];
    angle = new float[n];
  }

  /** Brings values into [0, 1]. */
  static void clip(float[] plane) {
    for (int i = 0; i < plane.length; i++) {
      plane[i] = Math.min(1f, Math.max(0f, plane[i]));
    }
  }

  /** x + delta, clipped. */
  static void brightness(float[][] planes, float delta) {
    for (float[] x : planes) {
      for (int i = 0; i < x.length; i++) {
        x[i] = Math.min(1f, Math.max(0f, x[i] + delta));
      }
    }
  }

  /** factor (x - m) + m around the mean m of each channel, clipped. */
  static void contrast(float[][] planes, float factor) {
    for (float[] x : planes) {
      float mean = (float) (sum(x) / x.length);
      for (int i = 0; i < x.length; i++) {
        x[i] = Math.min(1f, Math.max(0f, factor * (x[i] - mean) + mean));
      }
    }
  }

  /**
   * HSV's s times factor, clipped. A channel is v - s v k with k in [0, 1] fixed by the hue, so
   * only its distance from v = max(r, g, b) changes, by the ratio min(factor, 1 / s), and s = range
   * / v. A gray pixel has distance 0 and stays.
   */
  static void saturation(float[][] planes, float factor) {
    float[] red = planes[0];
    float[] green = planes[1];
    float[] blue = planes[2];
    for (int i = 0; i < red.length; i++) {
      float r = red[i];
      float g = green[i];
      float b = blue[i];
      float v = Math.max(r, Math.max(g, b));
      float range = v - Math.min(r, Math.min(g, b));
      float ratio = Math.min(factor, v / Math.max(range, TINY));
      red[i] = Math.max(0f, v - (v - r) * ratio);
      green[i] = Math.max(0f, v - (v - g) * ratio);
      blue[i] = Math.max(0f, v - (v - b) * ratio);
    }
  }

  /**
   * HSV's h plus delta turns of the colour circle, wrapped; |delta| at most 0.5.
   *
   * <p>The hue as an angle in sixths of the circle counted from cyan, 6 h - 3, in [-3, 3]: with
   * channels brought to [0, 1] by minimum and range, |angle| = 2 + r - g - b on every sector (red's
   * share is |angle| - 1 where that lies in [0, 1]; where it is cut, the other two make up the
   * difference), and its sign is that of b - g. Back: a channel is the minimum plus the range times
   * its {@link #share}.
   */
  void hue(float[][] planes, float delta) {
    float[] red = planes[0];
    float[] green = planes[1];
    float[] blue = planes[2];
    int n = red.length;
    for (int i = 0; i < n; i++) {
      min[i] = Math.min(red[i], Math.min(green[i], blue[i]));
    }
    for (int i = 0; i < n; i++) {
      range[i] = Math.max(red[i], Math.max(green[i], blue[i])) - min[i];
    }
    float turn = 6 * delta;
    for (int i = 0; i < n; i++) {
      angle[i] = angle(red[i], green[i], blue[i], min[i], range[i]) + turn;
    }
    fromHue(red, 3);
    fromHue(green, -1);
    fromHue(blue, 1);
  }

  private void fromHue(float[] plane, float centre) {
    for (int i = 0; i < plane.length; i++) {
      plane[i] = Math.min(1f, min[i] + range[i] * share(angle[i] - centre));
    }
  }

  /**
   * The hue of a colour as described at {@link #hue}. b - g = 0 counts as positive; both signs mean
   * the same angle there.
   */
  static float angle(float r, float g, float b, float min, float range) {
    float sign = Math.min(1f, Math.max(-1f, (b - g) * HUGE + 1));
    return (2 + (r - g - b + min) / Math.max(range, TINY)) * sign;
  }

  /**
   * A channel's share of the range at a distance, in [-9, 9], from the angle where the channel is
   * full: 1 within one sixth of the circle, 0 beyond two.
   */
  static float share(float distance) {
    float around = Math.abs(Math.abs(distance) - 6);
    float way = Math.min(Math.abs(distance), around);
    return Math.min(1f, Math.max(0f, 2 - way));
  }

  /** The luma in all three channels. */
  static void grayscale(float[][] planes) {
    float[] red = planes[0];
    float[] green = planes[1];
    float[] blue = planes[2];
    for (int i = 0; i < red.length; i++) {
      float gray = RED * red[i] + GREEN * green[i] + BLUE * blue[i];
      red[i] = gray;
      green[i] = gray;
      blue[i] = gray;
    }
  }

  /** x where x is below 0.5, else 1 - x: the smaller of the two. */
  static void solarize(float[][] planes) {
    for (float[] x : planes) {
      for (int i = 0; i < x.length; i++) {
        x[i] = Math.min(x[i], 1 - x[i]);
      }
    }
  }

  /**
   * Clips, rounds to the nearest of 256 levels (half to even) and interleaves into bytes from
   * {@code offset}. Spoils the planes.
   */
  static void round(float[][] planes, byte[] out, int offset) {
    for (float[] x : planes) {
      for (int i = 0; i < x.length; i++) {
        x[i] = Math.min(1f, Math.max(0f, x[i])) * 255 + INTEGER_BITS;
      }
    }
    float[] red = planes[0];
    float[] green = planes[1];
    float[] blue = planes[2];
    int to = offset;
    for (int i = 0; i < red.length; i++, to += 3) {
      out[to] = (byte) Float.floatToRawIntBits(red[i]);
      out[to + 1] = (byte) Float.floatToRawIntBits(green[i]);
      out[to + 2] = (byte) Float.floatToRawIntBits(blue[i]);
    }
  }

  /**
   * Sum over eight lanes, so that no addition waits for the one before, brought into a double often
   * enough to lose nothing.
   */
  private static double sum(float[] x) {
    double sum = 0;
    int from = 0;
    while (from + 8 <= x.length) {
      int end = Math.min(from + SUM_BLOCK, x.length - 7);
      float s0 = 0;
      float s1 = 0;
      float s2 = 0;
      float s3 = 0;
      float s4 = 0;
      float s5 = 0;
      float s6 = 0;
      float s7 = 0;
      for (; from < end; from += 8) {
        s0 += x[from];
        s1 += x[from + 1];
        s2 += x[from + 2];
        s3 += x[from + 3];
        s4 += x[from + 4];
        s5 += x[from + 5];
        s6 += x[from + 6];
        s7 += x[from + 7];
      }
      sum += (double) ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
    }
    for (; from < x.length; from++) {
      sum += x[from];
    }
    return sum;
  }
}
