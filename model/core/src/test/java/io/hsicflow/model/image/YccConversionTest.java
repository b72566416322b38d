package io.hsicflow.model.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class YccConversionTest {
  /** JFIF's own formula, for all luma and every third chroma. */
  @Test
  void givesTheColoursOfJfif() {
    byte[] pixel = new byte[3];
    double largest = 0;
    for (int luma = 0; luma < 256; luma++) {
      for (int cb = 0; cb < 256; cb += 3) {
        for (int cr = 0; cr < 256; cr += 3) {
          pixel[0] = (byte) luma;
          pixel[1] = (byte) cb;
          pixel[2] = (byte) cr;
          YccConversion.toRgb(pixel, 0, 3);
          double red = luma + 1.402 * (cr - 128);
          double green = luma - 0.344136286 * (cb - 128) - 0.714136286 * (cr - 128);
          double blue = luma + 1.772 * (cb - 128);
          largest = Math.max(largest, distance(pixel[0], red));
          largest = Math.max(largest, distance(pixel[1], green));
          largest = Math.max(largest, distance(pixel[2], blue));
        }
      }
    }
    // Rounded once, by coefficients of sixteen bits.
    assertThat(largest).isLessThan(0.5 + 128 * 3e-5);
  }

  @Test
  void leavesThePixelsBesideThoseAskedFor() {
    byte[] pixels = {1, 2, 3, 100, (byte) 128, (byte) 128, 4, 5, 6};
    YccConversion.toRgb(pixels, 3, 6);
    assertThat(pixels).containsExactly(1, 2, 3, 100, 100, 100, 4, 5, 6);
  }

  private static double distance(byte level, double colour) {
    return Math.abs((level & 0xFF) - Math.max(0, Math.min(255, colour)));
  }
}
