package io.hsicflow.pipeline.views;

import io.hsicflow.model.augment.ViewPlan;
import java.awt.Rectangle;
import java.util.List;

/**
 * A view as it is shown.
 *
 * @param rgb rows of pixels of three bytes
 * @param window the part of the picture that it shows
 * @param applied what {@link ViewPlan#toString} says was applied
 */
record SheetView(byte[] rgb, Rectangle window, String applied) {

  static SheetView of(byte[] rgb, ViewPlan plan) {
    return new SheetView(
        rgb, new Rectangle(plan.left(), plan.top(), plan.width(), plan.height()), plan.toString());
  }

  /** The steps one by one, the window first. */
  List<String> steps() {
    // The comma within a place is followed by a number, as no other is.
    return List.of(applied.split(", (?=\\D)"));
  }
}
