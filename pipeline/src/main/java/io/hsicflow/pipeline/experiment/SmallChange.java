package io.hsicflow.pipeline.experiment;

import io.hsicflow.model.image.DecodedPixels;
import io.hsicflow.model.random.CounterRandom;

/**
 * What changes from one image of a video to the next: the picture moves by a pixel or two, the
 * light by a few grey levels, and the noise is another one.
 */
final class SmallChange {
  /** Most pixels that the picture moves along an axis; what comes in at an edge repeats it. */
  static final int SHIFT = 2;

  /** Most grey levels, of 255, by which it gets lighter or darker. */
  static final double LIGHT = 10;

  /** Standard deviation of the noise, grey levels. */
  static final double NOISE = 3;

  private SmallChange() {}

  /** A changed copy; what is drawn is a function of where {@code random} stands. */
  static DecodedPixels of(DecodedPixels picture, CounterRandom random) {
    int right = random.nextInt(2 * SHIFT + 1) - SHIFT;
    int down = random.nextInt(2 * SHIFT + 1) - SHIFT;
    double light = random.uniform(-LIGHT, LIGHT);
    int width = picture.width();
    int height = picture.height();
    byte[] changed = new byte[picture.rgb().length];
    for (int y = 0, at = 0; y < height; y++) {
      int row = Math.max(0, Math.min(height - 1, y - down));
      for (int x = 0; x < width; x++) {
        int from = 3 * (row * width + Math.max(0, Math.min(width - 1, x - right)));
        for (int channel = 0; channel < 3; channel++, at++) {
          double value =
              (picture.rgb()[from + channel] & 0xFF) + light + NOISE * random.nextGaussian();
          changed[at] = (byte) Math.round(Math.max(0, Math.min(255, value)));
        }
      }
    }
    return new DecodedPixels(width, height, changed, picture.header());
  }
}
