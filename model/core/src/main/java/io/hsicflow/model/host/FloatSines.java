package io.hsicflow.model.host;

/**
 * {@link Sines} in single precision: twice the numbers in a vector, and none is converted. Absolute
 * error below 3e-7 plus the rounding of the argument; results never leave [-1, 1] by more than
 * that, whatever the argument.
 */
final class FloatSines {
  /** Adding and taking off 1.5 * 2^23 rounds to the nearest integer. */
  private static final float ROUND = 0x1.8p23f;

  /** pi in three parts; the first two have few bits, so that their multiples are exact. */
  private static final float PI_HIGH = 3.140625f;

  private static final float PI_MIDDLE = 9.67502593994140625e-4f;
  private static final float PI_LOW = 1.509957990978376432e-7f;
  private static final float INVERSE_PI = (float) (1 / Math.PI);
  private static final float QUARTER_TURN = (float) (Math.PI / 2);

  private static final float C3 = -1f / 6;
  private static final float C5 = 1f / 120;
  private static final float C7 = -1f / 5040;
  private static final float C9 = 1f / 362880;
  private static final float C11 = -1f / 39916800;
  private static final float C13 = 1f / 6227020800f;

  private FloatSines() {}

  /** {@code x[i] = sin(x[i])} for the first n. */
  static void sin(float[] x, int n) {
    for (int i = 0; i < n; i++) {
      float y = x[i];
      float k = (y * INVERSE_PI + ROUND) - ROUND;
      x[i] = signed(k, reduced(y, k));
    }
  }

  /** {@code x[i] = cos(x[i])} for the first n; see {@link Sines#cos}. */
  static void cos(float[] x, int n) {
    for (int i = 0; i < n; i++) {
      float y = x[i];
      float k = (y * INVERSE_PI + 0.5f + ROUND) - ROUND;
      x[i] = signed(k, reduced(y, k - 0.5f));
    }
  }

  /** {@code y - turns pi}, which lies in a quarter turn either way; kept there for huge y. */
  private static float reduced(float y, float turns) {
    float r = ((y - turns * PI_HIGH) - turns * PI_MIDDLE) - turns * PI_LOW;
    return Math.min(QUARTER_TURN, Math.max(-QUARTER_TURN, r));
  }

  private static float signed(float k, float r) {
    float odd = k - 2 * ((k * 0.5f + ROUND) - ROUND);
    float s = r * r;
    float p = C13 * s + C11;
    p = p * s + C9;
    p = p * s + C7;
    p = p * s + C5;
    p = p * s + C3;
    return (1 - 2 * odd * odd) * (r + r * s * p);
  }
}
