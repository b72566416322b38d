package io.hsicflow.operators.evaluator;

import io.hsicflow.model.augment.Preprocess;
import io.hsicflow.model.augment.ViewMaker;
import io.hsicflow.schemas.record.SourceImage;

/**
 * A probe image as encoders take it in.
 *
 * @param test whether it is marked as one to test with
 * @param whole the picture without randomness, {@code S * S * 3} bytes
 * @param view1 one view of it as the learner sees it, as many bytes; null where it cannot be query
 * @param view2 another, likewise
 */
record ProbePicture(boolean test, byte[] whole, byte[] view1, byte[] view2) {

  /** Views are drawn by the image's key under this seed: the same for every snapshot and run. */
  private static final long VIEW_SEED = 0;

  /** An image without views. */
  static ProbePicture whole(SourceImage image, boolean test, Preprocess preprocess, int size) {
    byte[] whole = new byte[3 * size * size];
    preprocess.apply(image.rgb(), image.width(), image.height(), whole, 0);
    return new ProbePicture(test, whole, null, null);
  }

  /**
   * The same with two views of the image.
   *
   * @param key of the image, which its views follow from
   */
  ProbePicture withViews(SourceImage image, long key, ViewMaker maker) {
    byte[] first = new byte[whole.length];
    byte[] second = new byte[whole.length];
    maker.make(
        image.rgb(),
        image.width(),
        image.height(),
        VIEW_SEED,
        key & Integer.MAX_VALUE,
        first,
        second);
    return new ProbePicture(test, whole, first, second);
  }
}
