package io.hsicflow.model.image;

/**
 * Luma and chroma to RGB as libjpeg does it, in 16-bit fixed point, so that pixels equal those of
 * other decoders.
 *
 * <p>All three channels at once: one table entry for each component, a long with the component's
 * share of red, green and blue side by side, and one sum. Red and blue are rounded in the tables
 * already, green keeps 16 bits of fraction, because both chromas have a share in it. Every channel
 * is moved up by 256, so that it is within 0 to 255 where bit 8 is set and bit 9 is not.
 */
final class YccConversion {
  private static final int HALF = 1 << 15;
  private static final int RED_BY_CR = 91881;
  private static final int BLUE_BY_CB = 116130;
  private static final int GREEN_BY_CR = -46802;
  private static final int GREEN_BY_CB = -22554;

  private static final int GREEN = 32;
  private static final int BLUE = 48;
  private static final int FRACTION = GREEN - 16;
  private static final int MOVED = 256;
  private static final int LANE = 0x3FF;
  private static final long HIGH_BITS = 0x300L | 0x300L << GREEN | 0x300L << BLUE;
  private static final long WITHIN = 0x100L | 0x100L << GREEN | 0x100L << BLUE;

  private static final long[] BY_LUMA = new long[256];
  private static final long[] BY_CB = new long[256];
  private static final long[] BY_CR = new long[256];

  static {
    for (int i = 0; i < 256; i++) {
      long luma = i + MOVED;
      int chroma = i - 128;
      BY_LUMA[i] = luma | luma << GREEN | luma << BLUE | (long) HALF << FRACTION;
      BY_CB[i] =
          ((long) (BLUE_BY_CB * chroma + HALF >> 16) << BLUE)
              + ((long) GREEN_BY_CB * chroma << FRACTION);
      BY_CR[i] = (RED_BY_CR * chroma + HALF >> 16) + ((long) GREEN_BY_CR * chroma << FRACTION);
    }
  }

  private YccConversion() {}

  /** Turns the pixels of {@code samples} from one index to another, three bytes each, in place. */
  static void toRgb(byte[] samples, int from, int end) {
    for (int i = from; i < end; i += 3) {
      long rgb =
          BY_LUMA[samples[i] & 0xFF] + BY_CB[samples[i + 1] & 0xFF] + BY_CR[samples[i + 2] & 0xFF];
      if ((rgb & HIGH_BITS) == WITHIN) {
        samples[i] = (byte) rgb;
        samples[i + 1] = (byte) (rgb >>> GREEN);
        samples[i + 2] = (byte) (rgb >>> BLUE);
      } else {
        samples[i] = cut(rgb);
        samples[i + 1] = cut(rgb >>> GREEN);
        samples[i + 2] = cut(rgb >>> BLUE);
      }
    }
  }

  private static byte cut(long lane) {
    return (byte) Math.max(0, Math.min(255, (int) (lane & LANE) - MOVED));
  }
}
