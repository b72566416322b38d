package io.hsicflow.model.image;

/**
 * A decoded picture as rows of three samples a pixel, whatever it holds itself. They are RGB, or
 * what becomes RGB by {@link #toRgb} after rows were averaged: that is linear but for the cut at
 * black and white.
 */
interface PixelRows {
  int width();

  int height();

  /** Writes row {@code y}, width * 3 samples from {@code offset}. */
  void row(int y, byte[] samples, int offset);

  /** All rows, height * width * 3 samples; the picture's own where it holds them like that. */
  default byte[] all() {
    byte[] samples = new byte[3 * width() * height()];
    for (int y = 0; y < height(); y++) {
      row(y, samples, 3 * width() * y);
    }
    return samples;
  }

  /** Turns samples of this picture, or means of them, into RGB in place. */
  default void toRgb(byte[] samples) {}
}
