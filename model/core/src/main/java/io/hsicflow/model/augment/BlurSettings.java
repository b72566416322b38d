package io.hsicflow.model.augment;

/**
 * Gaussian blur with 2 floor(height / 20) + 1 taps.
 *
 * @param probability of the coin
 * @param minSigma least standard deviation in pixels of the view, above 0
 * @param maxSigma largest standard deviation
 */
public record BlurSettings(double probability, double minSigma, double maxSigma) {
  public BlurSettings {
    AugmentSettings.checkProbability("blur", probability);
    AugmentSettings.checkRange("the blur's sigma", minSigma, maxSigma, 1e-3, 1e3);
  }

  /** Always, sigma 0.1 to 2. */
  public static BlurSettings method() {
    return new BlurSettings(1, 0.1, 2);
  }

  public BlurSettings withProbability(double value) {
    return new BlurSettings(value, minSigma, maxSigma);
  }
}
