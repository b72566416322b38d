package io.hsicflow.model.parity;

import io.hsicflow.model.augment.SingleSteps;

/** Kind {@code augment-blur}. */
final class BlurCheck implements PlainCheck {
  @Override
  public void check(GoldenFile file, Measures measures) {
    file.requireFixed("padding", "zero");
    StoredPicture image = StoredPicture.of(file, "image");
    float[][] planes = image.planes();
    measures.equal("taps", SingleSteps.blurTaps(image.height()), file.whole("taps"));
    SingleSteps.blur(planes, image.height(), image.width(), (float) file.number("sigma"));
    measures.planes("out", planes, StoredPicture.of(file, "out").planes(), Bars.AUGMENT);
  }
}
