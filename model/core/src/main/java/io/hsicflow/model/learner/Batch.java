package io.hsicflow.model.learner;

import java.util.Objects;

/**
 * The images of one step. The arrays stay the caller's, who may refill them for the next step once
 * {@link Learner#step} has returned.
 *
 * @param view1 first views, uint8 RGB, {@code size * S * S * 3}, image by image, row by row
 * @param view2 second views of the same images, in the same order
 * @param labels class of each image for the probe, -1 where there is none; null where none has one
 * @param size images
 */
public record Batch(byte[] view1, byte[] view2, int[] labels, int size) {
  /** Marks an image without a label. */
  public static final int NO_LABEL = -1;

  /** Checks that the arrays are long enough for one another. */
  public Batch {
    Objects.requireNonNull(view1, "view1");
    Objects.requireNonNull(view2, "view2");
    if (size < 1 || view1.length != view2.length || view1.length % size != 0) {
      throw new IllegalArgumentException(
          "%d images cannot have views of %d and %d bytes."
              .formatted(size, view1.length, view2.length));
    }
    if (labels != null && labels.length < size) {
      throw new IllegalArgumentException(
          "%d images have only %d labels.".formatted(size, labels.length));
    }
  }
}
