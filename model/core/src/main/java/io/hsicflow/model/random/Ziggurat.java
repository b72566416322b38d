package io.hsicflow.model.random;

/**
 * Standard normal numbers by the ziggurat method (Marsaglia and Tsang 2000, in the form of Doornik,
 * "An Improved Ziggurat Method to Generate Normal Random Samples", 2005). 256 layers of equal area;
 * 99 in 100 draws are one multiplication. Only IEEE arithmetic and StrictMath, so the numbers are
 * the same on every machine.
 */
final class Ziggurat {
  private static final int LAYERS = 256;

  /** Where the tail begins. */
  private static final double TAIL = 3.6541528853610088;

  /** Area of every layer, of the lowest together with the tail. */
  private static final double AREA = 0.00492867323399;

  private static final double SIGNED_UNIT = 0x1.0p-52;

  /**
   * Right edges of the layers, from the lowest (widened to hold the tail's area) to the top, which
   * is 0.
   */
  private static final double[] EDGE = new double[LAYERS + 1];

  /** EDGE[i + 1] / EDGE[i]: what lies further left needs no look at the density. */
  private static final double[] INSIDE = new double[LAYERS];

  static {
    double density = StrictMath.exp(-0.5 * TAIL * TAIL);
    EDGE[0] = AREA / density;
    EDGE[1] = TAIL;
    for (int i = 2; i < LAYERS; i++) {
      EDGE[i] = StrictMath.sqrt(-2 * StrictMath.log(AREA / EDGE[i - 1] + density));
      density = StrictMath.exp(-0.5 * EDGE[i] * EDGE[i]);
    }
    EDGE[LAYERS] = 0;
    for (int i = 0; i < LAYERS; i++) {
      INSIDE[i] = EDGE[i + 1] / EDGE[i];
    }
  }

  private Ziggurat() {}

  static double sample(CounterRandom random) {
    while (true) {
      long bits = random.nextLong();
      int layer = (int) bits & (LAYERS - 1);
      double u = (bits >> 11) * SIGNED_UNIT;
      double x = u * EDGE[layer];
      if (Math.abs(u) < INSIDE[layer]) {
        return x;
      }
      if (layer == 0) {
        return tail(random, u < 0);
      }
      double outer = StrictMath.exp(-0.5 * (EDGE[layer] * EDGE[layer] - x * x));
      double inner = StrictMath.exp(-0.5 * (EDGE[layer + 1] * EDGE[layer + 1] - x * x));
      if (outer + random.nextDouble() * (inner - outer) < 1) {
        return x;
      }
    }
  }

  /**
   * Beyond TAIL: exponential proposals, accepted in proportion to the normal density (Marsaglia
   * 1964).
   */
  private static double tail(CounterRandom random, boolean negative) {
    double x;
    double y;
    do {
      x = StrictMath.log(1 - random.nextDouble()) / TAIL;
      y = StrictMath.log(1 - random.nextDouble());
    } while (-2 * y < x * x);
    return negative ? x - TAIL : TAIL - x;
  }
}
