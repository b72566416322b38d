package io.hsicflow.model.learner;

/** Checks at a step's door that a batch is one of the learner's settings. */
final class BatchCheck {
  private BatchCheck() {}

  /**
   * Checks sizes and labels.
   *
   * @param ranks the trainers that share a batch
   * @throws IllegalArgumentException with a sentence, if the batch does not fit
   */
  static void require(Batch batch, LearnerSettings settings, int ranks) {
    int expected = settings.batch() / ranks;
    int side = settings.architecture().inputSize();
    if (batch.size() != expected || batch.view1().length != (long) expected * side * side * 3) {
      throw new IllegalArgumentException(
          "A step takes %d images of side %d, not %d images with views of %d bytes."
              .formatted(expected, side, batch.size(), batch.view1().length));
    }
    if (batch.labels() != null) {
      for (int label : batch.labels()) {
        if (label < Batch.NO_LABEL
            || settings.probeClasses() > 0 && label >= settings.probeClasses()) {
          throw new IllegalArgumentException(
              "The label %d is none of the probe's %d classes."
                  .formatted(label, settings.probeClasses()));
        }
      }
    }
  }
}
