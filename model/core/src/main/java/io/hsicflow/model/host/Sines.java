package io.hsicflow.model.host;

/**
 * Sine and cosine of whole arrays, in loops that the compiler turns into vector instructions:
 * several times faster than {@link Math#cos} one by one. Absolute error below 1e-15 plus the
 * rounding of the argument.
 *
 * <p>With k the integer next to y / pi, {@code sin y = (-1)^k sin(y - k pi)}, and the sine on
 * [-pi/2, pi/2] is its Taylor polynomial of degree 21.
 */
final class Sines {
  /** Adding and taking off 1.5 * 2^52 rounds to the nearest integer. */
  private static final double ROUND = 0x1.8p52;

  /** pi in two parts; the first has 33 bits, so that its multiples are exact. */
  private static final double PI_HIGH = 2 * 1.57079632673412561417e+00;

  private static final double PI_LOW = 2 * 6.07710050650619224932e-11;
  private static final double INVERSE_PI = 1 / Math.PI;

  private static final double C3 = -1.0 / 6;
  private static final double C5 = 1.0 / 120;
  private static final double C7 = -1.0 / 5040;
  private static final double C9 = 1.0 / 362880;
  private static final double C11 = -1.0 / 39916800;
  private static final double C13 = 1.0 / 6227020800.0;
  private static final double C15 = -1.0 / 1307674368000.0;
  private static final double C17 = 1.0 / 355687428096000.0;
  private static final double C19 = -1.0 / 121645100408832000.0;
  private static final double C21 = 1.0 / 51090942171709440000.0;

  private Sines() {}

  /** {@code x[i] = sin(x[i])} for the first n. */
  static void sin(double[] x, int n) {
    for (int i = 0; i < n; i++) {
      double y = x[i];
      double k = (y * INVERSE_PI + ROUND) - ROUND;
      double r = (y - k * PI_HIGH) - k * PI_LOW;
      x[i] = signed(k, r);
    }
  }

  /**
   * {@code x[i] = cos(x[i])} for the first n: the sine of a quarter turn more, taken as half a turn
   * off k.
   */
  static void cos(double[] x, int n) {
    for (int i = 0; i < n; i++) {
      double y = x[i];
      double k = (y * INVERSE_PI + 0.5 + ROUND) - ROUND;
      double half = k - 0.5;
      double r = (y - half * PI_HIGH) - half * PI_LOW;
      x[i] = signed(k, r);
    }
  }

  private static double signed(double k, double r) {
    double odd = k - 2 * ((k * 0.5 + ROUND) - ROUND);
    double s = r * r;
    double p = C21 * s + C19;
    p = p * s + C17;
    p = p * s + C15;
    p = p * s + C13;
    p = p * s + C11;
    p = p * s + C9;
    p = p * s + C7;
    p = p * s + C5;
    p = p * s + C3;
    return (1 - 2 * odd * odd) * (r + r * s * p);
  }
}
