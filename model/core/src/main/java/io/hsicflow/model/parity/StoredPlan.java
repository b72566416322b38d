package io.hsicflow.model.parity;

import io.hsicflow.model.augment.ViewPlan;
import java.util.List;
import java.util.Map;

/** Draws of a view as files hold them. */
final class StoredPlan {
  private StoredPlan() {}

  /** A plan with the window that the params give. */
  static ViewPlan.Builder window(GoldenFile file) {
    return ViewPlan.builder()
        .window(file.whole("top"), file.whole("left"), file.whole("height"), file.whole("width"));
  }

  /** Adds a jitter: brightness, contrast, saturation, hue and order. */
  static void jitter(GoldenFile file, Map<?, ?> draws, ViewPlan.Builder plan) {
    if (!(draws.get("order") instanceof List<?> order)) {
      throw file.wrong("has a jitter without order");
    }
    plan.jitter(
        order,
        (float) file.number(draws, "brightness"),
        (float) file.number(draws, "contrast"),
        (float) file.number(draws, "saturation"),
        (float) file.number(draws, "hue"));
  }
}
