package io.hsicflow.pipeline.fuzz;

import io.hsicflow.model.random.CounterRandom;
import io.hsicflow.model.random.Purpose;
import java.util.List;

/** The draws of one input: numbers, bytes, and numbers of the kind that readers stumble over. */
final class Draw {
  private static final long[] EDGES = {
    0,
    1,
    -1,
    2,
    7,
    8,
    255,
    256,
    5_000,
    16_384,
    16_385,
    20_000,
    32_767,
    65_535,
    65_536,
    0x7FFF_FFFFL,
    0x8000_0000L,
    0xFFFF_FFFFL,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };

  private final CounterRandom random;

  private Draw(CounterRandom random) {
    this.random = random;
  }

  /**
   * The draws of input {@code number}.
   *
   * @param part tells apart what is drawn for one number, 0 to {@link CounterRandom#MAX_B}
   */
  static Draw of(long seed, long number, int part) {
    return new Draw(CounterRandom.at(seed, Purpose.HOSTILE_INPUT, number, part));
  }

  /** Uniform in 0 .. bound - 1. */
  int below(int bound) {
    return random.nextInt(bound);
  }

  /** Uniform, both ends included. */
  int between(int low, int high) {
    return low + random.nextInt(high - low + 1);
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) random.nextInt();
    }
    return bytes;
  }

  <T> T one(List<T> choices) {
    return choices.get(below(choices.size()));
  }

  /** A number at or beside a bound of a type or of a limit, or any. */
  long edge() {
    return chance(0.8) ? EDGES[below(EDGES.length)] : random.nextLong();
  }
}
