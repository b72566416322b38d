package io.hsicflow.pipeline.views;

import io.hsicflow.model.augment.ViewMaker;
import io.hsicflow.model.image.DecodedPixels;
import java.util.ArrayList;
import java.util.List;

/**
 * An image with some pairs of its views.
 *
 * @param name of the image
 * @param picture as the gate passes it on
 * @param pairs two views each
 */
record SheetImage(String name, DecodedPixels picture, List<Pair> pairs) {

  /**
   * The two views that an image gets in one place of the training sequence.
   *
   * @param sequence the place; with the seed it is all that the draws depend on
   */
  record Pair(long sequence, SheetView view1, SheetView view2) {
    SheetView view(int number) {
      return number == 0 ? view1 : view2;
    }
  }

  /**
   * Makes the views.
   *
   * @param first place of the first pair; the others follow
   */
  static SheetImage of(ImageSample image, ViewMaker maker, long seed, long first, int pairs) {
    List<Pair> made = new ArrayList<>();
    for (long sequence = first; sequence < first + pairs; sequence++) {
      made.add(
          new Pair(
              sequence,
              view(image.picture(), maker, seed, sequence, 0),
              view(image.picture(), maker, seed, sequence, 1)));
    }
    return new SheetImage(image.name(), image.picture(), made);
  }

  private static SheetView view(
      DecodedPixels picture, ViewMaker maker, long seed, long sequence, int view) {
    byte[] rgb = new byte[3 * maker.size() * maker.size()];
    return SheetView.of(
        rgb,
        maker.make(picture.rgb(), picture.width(), picture.height(), seed, sequence, view, rgb));
  }
}
