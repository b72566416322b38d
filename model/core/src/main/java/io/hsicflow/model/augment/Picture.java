package io.hsicflow.model.augment;

/** What every entry of this package asks of a picture. */
final class Picture {
  private Picture() {}

  /**
   * @throws IllegalArgumentException unless the array has height * width * 3 bytes and both sides
   *     are at least 1
   */
  static void check(byte[] rgb, int width, int height) {
    if (width < 1 || height < 1 || rgb.length != 3L * width * height) {
      throw new IllegalArgumentException(
          "A picture of "
              + width
              + " by "
              + height
              + " pixels takes "
              + 3L * width * height
              + " bytes (at least one pixel), but the array has "
              + rgb.length
              + ".");
    }
  }
}
