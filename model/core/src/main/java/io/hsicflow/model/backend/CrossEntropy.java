package io.hsicflow.model.backend;

/**
 * Softmax cross-entropy of a batch.
 *
 * @param loss mean over the labelled rows, in nats; 0 where no row has a label
 * @param correct labelled rows whose largest logit is their label's
 * @param labelled rows with a label
 */
public record CrossEntropy(double loss, int correct, int labelled) {
  /**
   * How many rows have a label.
   *
   * @param labels a class index, or -1 for none, for each row
   * @throws IllegalArgumentException where a label is no class
   */
  public static int labelled(int[] labels, int classes) {
    int labelled = 0;
    for (int label : labels) {
      if (label >= classes || label < -1) {
        throw new IllegalArgumentException(
            "A label is "
                + label
                + ", but the probe has "
                + classes
                + " classes, counted from 0 (-1 for no label).");
      }
      labelled += label >= 0 ? 1 : 0;
    }
    return labelled;
  }
}
