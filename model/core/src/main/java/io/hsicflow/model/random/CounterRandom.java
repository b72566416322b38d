package io.hsicflow.model.random;

import java.util.Objects;

/**
 * A cursor over one stream of the counter-based generator Philox4x32-10 (Salmon, Moraes, Dror,
 * Shaw, "Parallel Random Numbers: As Easy as 1, 2, 3", SC 2011). A stream is named by (seed,
 * purpose, a, b); its numbers do not depend on anything else and are the same on every machine.
 *
 * <p>Layout, 32-bit words, low word first. Key: {@code seed low, seed high}. Counter: {@code block
 * index, purpose code * 2^24 + b, a low, a high}. So distinct names are distinct counters and
 * streams never overlap; one stream holds 2^34 words.
 *
 * <p>Not thread-safe. {@link #reset} moves the cursor to another stream without allocation.
 */
public final class CounterRandom {
  private static final long MULTIPLIER_0 = 0xD2511F53L;
  private static final long MULTIPLIER_1 = 0xCD9E8D57L;
  private static final int WEYL_0 = 0x9E3779B9;
  private static final int WEYL_1 = 0xBB67AE85;
  private static final int ROUNDS = 10;
  private static final int B_BITS = 24;

  /** Largest b of a stream, 2^24 - 1. */
  public static final long MAX_B = (1L << B_BITS) - 1;

  private static final double DOUBLE_UNIT = 0x1.0p-53;

  private int key0;
  private int key1;
  private int counter1;
  private int counter2;
  private int counter3;

  /** Index of the next block, up to 2^32. */
  private long nextBlock;

  private int word0;
  private int word1;
  private int word2;
  private int word3;

  /** Words of the current block already taken, 4 = none left. */
  private int taken;

  private CounterRandom() {}

  /**
   * A cursor at the start of a stream.
   *
   * @param a step or sequence number, any value
   * @param b index of the draw, view or tensor, 0 to {@link #MAX_B}
   */
  public static CounterRandom at(long seed, Purpose purpose, long a, long b) {
    return new CounterRandom().reset(seed, purpose, a, b);
  }

  /**
   * Moves this cursor to the start of another stream; arguments as in {@link #at}. Returns this.
   */
  public CounterRandom reset(long seed, Purpose purpose, long a, long b) {
    Objects.requireNonNull(purpose, "purpose");
    if (b < 0 || b > MAX_B) {
      throw new IllegalArgumentException(
          "The stream index b is "
              + b
              + ", it must be 0 to "
              + MAX_B
              + ": put the larger number in a.");
    }
    key0 = (int) seed;
    key1 = (int) (seed >>> 32);
    counter1 = purpose.code() << B_BITS | (int) b;
    counter2 = (int) a;
    counter3 = (int) (a >>> 32);
    nextBlock = 0;
    taken = 4;
    return this;
  }

  /** The next 32 random bits. */
  public int nextInt() {
    if (taken == 4) {
      nextBlock();
    }
    return switch (taken++) {
      case 0 -> word0;
      case 1 -> word1;
      case 2 -> word2;
      default -> word3;
    };
  }

  /** The next 64 random bits: two words, the first one low. */
  public long nextLong() {
    // Streams of doubles only are always at a half of a block.
    if (taken == 4) {
      nextBlock();
    }
    if (taken == 0) {
      taken = 2;
      return (long) word1 << 32 | word0 & 0xFFFFFFFFL;
    }
    if (taken == 2) {
      taken = 4;
      return (long) word3 << 32 | word2 & 0xFFFFFFFFL;
    }
    long low = nextInt() & 0xFFFFFFFFL;
    return (long) nextInt() << 32 | low;
  }

  /** Uniform in 0 .. bound - 1, without bias (Lemire's multiplication with rejection). */
  public int nextInt(int bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("The bound is " + bound + ", it must be at least 1.");
    }
    long product = (nextInt() & 0xFFFFFFFFL) * bound;
    if ((product & 0xFFFFFFFFL) < bound) {
      long threshold = (1L << 32) % bound;
      while ((product & 0xFFFFFFFFL) < threshold) {
        product = (nextInt() & 0xFFFFFFFFL) * bound;
      }
    }
    return (int) (product >>> 32);
  }

  /** Uniform in [0, 1), a multiple of 2^-53. */
  public double nextDouble() {
    return (nextLong() >>> 11) * DOUBLE_UNIT;
  }

  /** Uniform in [low, high): low + (high - low) u. Returns low where both are equal. */
  public double uniform(double low, double high) {
    return low + (high - low) * nextDouble();
  }

  /** Standard normal, the same on every machine. */
  public double nextGaussian() {
    return Ziggurat.sample(this);
  }

  private void nextBlock() {
    if (nextBlock > 0xFFFFFFFFL) {
      throw new IllegalStateException(
          "The random stream has given all of its 2^34 words: use another a or b.");
    }
    block(key0, key1, (int) nextBlock++, counter1, counter2, counter3);
    taken = 0;
  }

  /** Ten rounds of Philox4x32 on one counter, into the four words. */
  private void block(int k0, int k1, int c0, int c1, int c2, int c3) {
    for (int round = 0; round < ROUNDS; round++) {
      long product0 = MULTIPLIER_0 * (c0 & 0xFFFFFFFFL);
      long product1 = MULTIPLIER_1 * (c2 & 0xFFFFFFFFL);
      c0 = (int) (product1 >>> 32) ^ c1 ^ k0;
      c1 = (int) product1;
      c2 = (int) (product0 >>> 32) ^ c3 ^ k1;
      c3 = (int) product0;
      k0 += WEYL_0;
      k1 += WEYL_1;
    }
    word0 = c0;
    word1 = c1;
    word2 = c2;
    word3 = c3;
  }

  /** The four words that a raw key and counter give, for the published test vectors. */
  static int[] philox(int[] key, int[] counter) {
    CounterRandom random = new CounterRandom();
    random.block(key[0], key[1], counter[0], counter[1], counter[2], counter[3]);
    return new int[] {random.word0, random.word1, random.word2, random.word3};
  }
}
