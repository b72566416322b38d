package io.hsicflow.model.parity;

import io.hsicflow.model.augment.SingleSteps;

/** Kind {@code augment-hsv}: to hue, saturation and value, and back. */
final class HsvCheck implements PlainCheck {
  @Override
  public void check(GoldenFile file, Measures measures) {
    checkHues(file, measures);
    // Both ways, by steps that change nothing.
    float[][] planes = StoredPicture.of(file, "rgb").planes();
    SingleSteps.hue(planes, 0);
    SingleSteps.saturation(planes, 1);
    measures.planes("back", planes, StoredPicture.of(file, "back").planes(), Bars.AUGMENT);
    float[][] in = StoredPicture.of(file, "hsv_in").planes();
    float[][] out = new float[3][in[0].length];
    for (int i = 0; i < in[0].length; i++) {
      float[] colour = SingleSteps.colourOf(in[0][i], in[1][i], in[2][i]);
      for (int c = 0; c < 3; c++) {
        out[c][i] = colour[c];
      }
    }
    measures.planes("rgb_out", out, StoredPicture.of(file, "rgb_out").planes(), Bars.AUGMENT);
  }

  private static void checkHues(GoldenFile file, Measures measures) {
    float[][] rgb = StoredPicture.of(file, "rgb").planes();
    float[][] hsv = StoredPicture.of(file, "hsv").planes();
    double largestHue = 0;
    double largestValue = 0;
    for (int i = 0; i < rgb[0].length; i++) {
      float value = Math.max(rgb[0][i], Math.max(rgb[1][i], rgb[2][i]));
      float range = value - Math.min(rgb[0][i], Math.min(rgb[1][i], rgb[2][i]));
      largestValue = Math.max(largestValue, Math.abs(value - hsv[2][i]));
      if (range > 0) {
        double turns = Math.abs(SingleSteps.hueOf(rgb[0][i], rgb[1][i], rgb[2][i]) - hsv[0][i]);
        // Where a channel differs by rounding only, the hue is noise; what comes back is not.
        largestHue = Math.max(largestHue, Math.min(turns, 1 - turns) * range);
      }
    }
    measures.add("value", largestValue, Float.MIN_VALUE);
    measures.add("hue", largestHue, Bars.AUGMENT);
  }
}
