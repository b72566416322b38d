package io.hsicflow.connectors.dataset;

import java.util.Collections;
import java.util.List;

/**
 * An order that follows from a seed alone, on every machine: the number for a place is a hash (the
 * finaliser of SplitMix64; Steele, Lea and Flood 2014) of seed and place.
 */
final class SeededOrder {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private SeededOrder() {}

  /** A number in {@code [0, bound)} for that place. */
  static int index(long seed, long place, int bound) {
    long z = mix(seed) + (place + 1) * GOLDEN;
    return (int) Long.remainderUnsigned(mix(z), bound);
  }

  /** Puts the list in the order of the seed (Fisher and Yates). */
  static void shuffle(List<?> list, long seed) {
    for (int last = list.size() - 1; last > 0; last--) {
      Collections.swap(list, last, index(seed, last, last + 1));
    }
  }

  private static long mix(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
