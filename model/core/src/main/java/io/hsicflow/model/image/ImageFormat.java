package io.hsicflow.model.image;

/** The kinds of image file that can be decoded. */
public enum ImageFormat {
  JPEG,
  PNG,
  BMP,
  GIF
}
