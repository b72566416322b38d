package io.hsicflow.pipeline.report;

import io.hsicflow.model.metrics.Vectors;

/** Pictures as vectors of their pixels: what neighbours are worth without learning. */
public final class RawPixels {
  /** Pixels of larger pictures are compared at this side: more would only cost time. */
  private static final int LARGEST_SIDE = 32;

  private RawPixels() {}

  /** The side at which pictures of {@code size} pixels are compared. */
  public static int side(int size) {
    return Math.min(size, LARGEST_SIDE);
  }

  /**
   * Pictures as vectors.
   *
   * @param bank uint8 RGB, one picture after the other
   * @param query likewise
   * @param bytes of a picture
   */
  public static BankAndQuery of(byte[] bank, byte[] query, int bytes) {
    boolean grey = isGrey(bank) && isGrey(query);
    return new BankAndQuery(vectors(bank, bytes, grey), vectors(query, bytes, grey));
  }

  /** Three equal channels change no neighbour and cost three times the work. */
  private static boolean isGrey(byte[] rgb) {
    for (int i = 0; i < rgb.length; i += 3) {
      if (rgb[i] != rgb[i + 1] || rgb[i] != rgb[i + 2]) {
        return false;
      }
    }
    return true;
  }

  private static Vectors vectors(byte[] rgb, int dimension, boolean grey) {
    if (!grey) {
      return Vectors.ofPixels(rgb, dimension);
    }
    byte[] channel = new byte[rgb.length / 3];
    for (int i = 0; i < channel.length; i++) {
      channel[i] = rgb[3 * i];
    }
    return Vectors.ofPixels(channel, dimension / 3);
  }
}
