package io.hsicflow.model.image;

import java.util.EnumSet;
import java.util.Set;

/**
 * What an image file may cost. All are checked from the file's own header before it is decoded.
 *
 * @param maxBytes size of the file
 * @param maxPixels width times height; while decoding a pixel takes 3 bytes of heap in an ordinary
 *     JPEG and up to 11 in a PNG of 16 bits with alpha, 3 more while it is turned upright, and in a
 *     progressive JPEG up to 8 outside the heap
 * @param maxSide the longer side
 * @param maxScans passes of a JPEG over its picture; ordinary progressive files have about ten
 * @param formats the formats let in
 */
public record ImageLimits(
    int maxBytes, long maxPixels, int maxSide, int maxScans, Set<ImageFormat> formats) {
  public ImageLimits {
    checkPositive("maxBytes", maxBytes);
    checkPositive("maxPixels", maxPixels);
    checkPositive("maxSide", maxSide);
    checkPositive("maxScans", maxScans);
    if (maxPixels > MOST_PIXELS) {
      throw new IllegalArgumentException(
          "The limit maxPixels is "
              + maxPixels
              + ", but a picture of more than "
              + MOST_PIXELS
              + " pixels does not fit into one array.");
    }
    if (formats.isEmpty()) {
      throw new IllegalArgumentException(
          "No image format is allowed: name at least one of JPEG, PNG, BMP, GIF.");
    }
    formats = Set.copyOf(formats);
  }

  private static final long MOST_PIXELS = Integer.MAX_VALUE / 4;

  /** 16 MiB, 25 million pixels, sides up to 16384, 32 scans, all formats. */
  public static ImageLimits defaults() {
    return new ImageLimits(16 << 20, 25_000_000, 16_384, 32, EnumSet.allOf(ImageFormat.class));
  }

  public ImageLimits withMaxBytes(int value) {
    return new ImageLimits(value, maxPixels, maxSide, maxScans, formats);
  }

  public ImageLimits withMaxPixels(long value) {
    return new ImageLimits(maxBytes, value, maxSide, maxScans, formats);
  }

  public ImageLimits withMaxSide(int value) {
    return new ImageLimits(maxBytes, maxPixels, value, maxScans, formats);
  }

  public ImageLimits withMaxScans(int value) {
    return new ImageLimits(maxBytes, maxPixels, maxSide, value, formats);
  }

  public ImageLimits withFormats(Set<ImageFormat> value) {
    return new ImageLimits(maxBytes, maxPixels, maxSide, maxScans, value);
  }

  private static void checkPositive(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "The limit " + name + " is " + value + ", it must be at least 1.");
    }
  }
}
