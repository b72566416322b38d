package io.hsicflow.model.image;

/** A decoded picture that gives its rows as RGB bytes, whatever it holds itself. */
interface PixelRows {
  int width();

  int height();

  /** Writes row {@code y}, width * 3 bytes from {@code offset}. */
  void row(int y, byte[] rgb, int offset);
}
