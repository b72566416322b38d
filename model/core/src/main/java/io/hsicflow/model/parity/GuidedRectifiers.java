package io.hsicflow.model.parity;

import io.hsicflow.model.backend.Backend;
import java.util.Locale;

/**
 * Lets a forward in float run with every rectifier as it is in double, and tells how many had to be
 * decided so. An output whose sign differs becomes the smallest normal number where double lets it
 * through, and 0 where it does not: that moves the forward by no more than rounding did, and gives
 * the backward the mask of the run in double. All other values stay those of the backend under
 * test.
 */
final class GuidedRectifiers {
  private final DoubleRectifiers inDouble;
  private int layer;
  private long decided;
  private long farFromZero;
  private double farthest;

  GuidedRectifiers(DoubleRectifiers inDouble) {
    this.inDouble = inDouble;
  }

  /** The backend for one forward and its backward. */
  Backend guided(Backend backend) {
    return RectifiedOutput.watch(backend, this::decide);
  }

  private void decide(RectifiedOutput output) {
    DoubleRectifiers.Layer right = inDouble.layers().get(layer++);
    double[] values = output.values();
    long before = decided;
    for (int i = 0; i < values.length; i++) {
      boolean positive = right.positive().get(i);
      if (values[i] > 0 != positive) {
        values[i] = positive ? Float.MIN_NORMAL : 0;
        decided++;
        Double distance = right.near().get(i);
        if (distance == null) {
          farFromZero++;
        } else {
          farthest = Math.max(farthest, distance);
        }
      }
    }
    if (decided > before) {
      output.replace(values);
    }
  }

  /** Whether rounding explains all that was decided: few enough, and each of them near zero. */
  boolean fewAndNearZero() {
    return farFromZero == 0 && decided <= Bars.turned(inDouble.count());
  }

  /** What was decided, as a sentence. */
  String sentence() {
    String sentence =
        String.format(
            Locale.ROOT,
            "%d of %d rectifiers decided by the run in double",
            decided,
            inDouble.count());
    if (farFromZero > 0) {
      return sentence
          + String.format(
              Locale.ROOT,
              ", of which %d lie farther than %.0e deviations from zero: rounding does not explain"
                  + " them.",
              farFromZero,
              Bars.TURNED);
    }
    if (decided > Bars.turned(inDouble.count())) {
      return sentence
          + String.format(
              Locale.ROOT,
              ", more than the %d that rounding may turn.",
              Bars.turned(inDouble.count()));
    }
    return sentence
        + String.format(Locale.ROOT, ", the farthest %.1e deviations from zero.", farthest);
  }
}
