package io.hsicflow.model.image;

/**
 * What an image file says about itself before it is decoded.
 *
 * @param format the kind of file, by its first bytes
 * @param width of the stored picture
 * @param height of the stored picture
 * @param scans passes over the picture that a decoder must make; 1 but for JPEG
 * @param orientation EXIF's orientation, 1 (upright) to 8
 */
public record ImageHeader(ImageFormat format, int width, int height, int scans, int orientation) {
  /** Whether the picture is shown with width and height exchanged. */
  public boolean turned() {
    return orientation >= 5;
  }
}
