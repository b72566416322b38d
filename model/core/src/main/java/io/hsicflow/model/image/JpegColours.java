package io.hsicflow.model.image;

/** What the components of a JPEG mean. */
enum JpegColours {
  GRAY,
  RGB,
  YCC,
  /** Cyan, magenta, yellow, black as ink: 255 is full. */
  CMYK,
  /** As Adobe writes it: 255 is no ink. */
  INVERTED_CMYK,
  /** Inverted CMYK with its first three components as luma and chroma. */
  YCCK
}
