package io.hsicflow.model.loss;

/**
 * One draw of random Fourier features at kernel scale 1.
 *
 * @param frequencies W, [D, d], row-major
 * @param phases b, [D], in [0, 2 pi)
 */
public record FeatureDraw(double[] frequencies, double[] phases) {
  /** Checks that the frequencies are whole rows. */
  public FeatureDraw {
    if (phases.length == 0 || frequencies.length % phases.length != 0) {
      throw new IllegalArgumentException(
          "%d numbers are no frequencies of %d features."
              .formatted(frequencies.length, phases.length));
    }
  }
}
