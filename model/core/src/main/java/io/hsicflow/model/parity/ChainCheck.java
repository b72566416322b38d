package io.hsicflow.model.parity;

import io.hsicflow.model.augment.SingleSteps;
import io.hsicflow.model.augment.ViewPlan;
import java.util.Map;

/** Kind {@code augment-chain}: a whole view from draws that are given, and its rounding. */
final class ChainCheck implements PlainCheck {
  private static final double HALF_A_LEVEL = 1 / 510.0;

  @Override
  public void check(GoldenFile file, Measures measures) {
    file.requireFixed("antialias", false);
    StoredPicture image = StoredPicture.of(file, "image");
    int size = file.whole("size");
    ViewPlan.Builder plan = StoredPlan.window(file);
    float[][] crop = SingleSteps.crop(image.bytes(), image.width(), plan.build(), size);
    measures.planes("crop", crop, StoredPicture.of(file, "crop").planes(), Bars.AUGMENT);
    ViewPlan sides =
        SingleSteps.window(
            image.width(),
            image.height(),
            (float) file.number("area_fraction"),
            (float) file.number("log_aspect"));
    measures.equal("width", sides.width(), file.whole("width"));
    measures.equal("height", sides.height(), file.whole("height"));

    plan.flip(file.flag("flip"));
    plan.grayscale(file.flag("grayscale"));
    plan.solarize(file.flag("solarize"));
    if (file.params().get("blur_sigma") != null) {
      plan.blur((float) file.number("blur_sigma"));
      measures.equal("blur_taps", SingleSteps.blurTaps(size), file.whole("blur_taps"));
    }
    if (file.params().get("jitter") instanceof Map<?, ?> jitter) {
      StoredPlan.jitter(file, jitter, plan);
    }
    float[][] ours = SingleSteps.view(image.bytes(), image.width(), plan.build(), size);
    float[][] golden = StoredPicture.of(file, "out").planes();
    measures.planes("out", ours, golden, Bars.AUGMENT);
    byte[] bytes = SingleSteps.rounded(ours);
    double largest = 0;
    for (int i = 0; i < bytes.length; i++) {
      largest = Math.max(largest, Math.abs((bytes[i] & 0xFF) / 255.0 - golden[i % 3][i / 3]));
    }
    // Rounded once: within half a level, and our noise.
    measures.add(
        "out in 8 bits, beyond half a level", Math.max(0, largest - HALF_A_LEVEL), Bars.AUGMENT);
  }
}
