package io.hsicflow.model.learner;

/**
 * How a linear layer, and with it the encoder or not, is trained on labels (docs/method.md section
 * 6).
 *
 * @param classes outputs of the layer
 * @param batch images of a step
 * @param steps of the whole training
 * @param warmupSteps steps of linear warm-up, fewer than all
 * @param peakRate the learning rate after the warm-up
 * @param encoderFree whether the encoder is trained as well
 * @param seed of the layer's start
 */
public record SupervisedSettings(
    int classes,
    int batch,
    long steps,
    long warmupSteps,
    double peakRate,
    boolean encoderFree,
    long seed) {

  /** The reference's rate for a batch of {@value #RATE_BATCH}. */
  public static final double BASE_RATE = 0.5;

  /** The batch that base rates are given for. */
  public static final int RATE_BATCH = 256;

  /** The reference's warm-up. */
  public static final int WARMUP_STEPS = 100;

  /** The reference's passes over the images. */
  public static final int EPOCHS = 90;

  /** Checks the numbers. */
  public SupervisedSettings {
    if (classes < 2 || batch < 1 || steps < 1) {
      throw new IllegalArgumentException(
          "Training on labels needs 2 classes, a batch of 1 image and 1 step at least, but has %d, %d and %d."
              .formatted(classes, batch, steps));
    }
    if (warmupSteps < 0 || warmupSteps >= steps) {
      throw new IllegalArgumentException(
          "A warm-up of %d steps does not fit in a training of %d: take fewer."
              .formatted(warmupSteps, steps));
    }
    if (!(peakRate > 0 && peakRate < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "The peak of the learning rate is %s: take a number above 0.".formatted(peakRate));
    }
  }
}
