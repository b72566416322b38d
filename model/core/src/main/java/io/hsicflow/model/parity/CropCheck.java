package io.hsicflow.model.parity;

import io.hsicflow.model.augment.SingleSteps;
import io.hsicflow.model.augment.ViewPlan;

/** Kinds {@code augment-crop} and {@code augment-centre-crop}: window and bicubic resize. */
record CropCheck(boolean centre) implements PlainCheck {
  @Override
  public void check(GoldenFile file, Measures measures) {
    file.requireFixed("antialias", false);
    StoredPicture image = StoredPicture.of(file, "image");
    int size = file.whole("size");
    ViewPlan window = StoredPlan.window(file).build();
    float[][] ours;
    if (centre) {
      ViewPlan chosen = SingleSteps.centre(image.width(), image.height());
      measures.equal("top", chosen.top(), window.top());
      measures.equal("left", chosen.left(), window.left());
      measures.equal("height", chosen.height(), window.height());
      measures.equal("width", chosen.width(), window.width());
      ours = SingleSteps.centreCrop(image.bytes(), image.width(), image.height(), size);
    } else {
      ours = SingleSteps.crop(image.bytes(), image.width(), window, size);
    }
    measures.planes("out", ours, StoredPicture.of(file, "out").planes(), Bars.AUGMENT);
  }
}
