package io.hsicflow.model.parity;

import io.hsicflow.model.augment.SingleSteps;
import io.hsicflow.model.augment.ViewPlan;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Kinds of one colour step: brightness, contrast, saturation, hue, jitter, grayscale and solarize.
 *
 * @param step changes the planes by the params
 */
record ColourCheck(BiConsumer<GoldenFile, float[][]> step) implements PlainCheck {
  /** docs/method.md section 7. */
  private static final List<Double> LUMA = List.of(0.2989, 0.587, 0.114);

  private static final double SOLARIZE_THRESHOLD = 0.5;

  static final ColourCheck BRIGHTNESS =
      new ColourCheck((file, x) -> SingleSteps.brightness(x, (float) file.number("delta")));
  static final ColourCheck CONTRAST =
      new ColourCheck((file, x) -> SingleSteps.contrast(x, (float) file.number("factor")));
  static final ColourCheck SATURATION =
      new ColourCheck((file, x) -> SingleSteps.saturation(x, (float) file.number("factor")));
  static final ColourCheck HUE =
      new ColourCheck((file, x) -> SingleSteps.hue(x, (float) file.number("delta")));
  static final ColourCheck JITTER =
      new ColourCheck(
          (file, x) -> {
            ViewPlan.Builder plan = ViewPlan.builder();
            StoredPlan.jitter(file, file.params(), plan);
            SingleSteps.jitter(x, plan.build());
          });
  static final ColourCheck GRAYSCALE =
      new ColourCheck(
          (file, x) -> {
            file.requireFixed("weights", LUMA);
            SingleSteps.grayscale(x);
          });
  static final ColourCheck SOLARIZE =
      new ColourCheck(
          (file, x) -> {
            file.requireFixed("threshold", SOLARIZE_THRESHOLD);
            SingleSteps.solarize(x);
          });

  @Override
  public void check(GoldenFile file, Measures measures) {
    float[][] planes = StoredPicture.of(file, "image").planes();
    step.accept(file, planes);
    measures.planes("out", planes, StoredPicture.of(file, "out").planes(), Bars.AUGMENT);
  }
}
