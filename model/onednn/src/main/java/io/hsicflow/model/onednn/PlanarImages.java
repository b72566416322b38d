package io.hsicflow.model.onednn;

import io.hsicflow.model.host.HostTensor;

/** Turns interleaved bytes into planes of normalised floats. */
final class PlanarImages {
  private static final int BYTE_VALUES = 256;
  private static final int CHANNELS = 3;

  private PlanarImages() {}

  /**
   * {@code (byte / 255 - mean) / deviation} for each channel.
   *
   * @param rgb n pictures of {@code pixels} times 3 bytes
   * @param into [n, 3, side, side]
   */
  static void write(
      byte[] rgb, int n, int pixels, double[] mean, double[] deviation, HostTensor into) {
    float[][] table = new float[CHANNELS][BYTE_VALUES];
    for (int channel = 0; channel < CHANNELS; channel++) {
      for (int value = 0; value < BYTE_VALUES; value++) {
        table[channel][value] = (float) ((value / 255.0 - mean[channel]) / deviation[channel]);
      }
    }
    float[] plane = new float[pixels];
    for (int image = 0; image < n; image++) {
      for (int channel = 0; channel < CHANNELS; channel++) {
        int from = image * pixels * CHANNELS + channel;
        float[] values = table[channel];
        for (int i = 0; i < pixels; i++) {
          plane[i] = values[rgb[from + i * CHANNELS] & 0xFF];
        }
        into.putFloats((image * CHANNELS + channel) * pixels, plane);
      }
    }
  }
}
