package io.hsicflow.model.augment;

/**
 * Colour jitter: four steps under one coin, in random order.
 *
 * @param probability of the coin
 * @param brightness largest number added or subtracted, 0 to 1
 * @param contrast factor is uniform in 1 - contrast to 1 + contrast, 0 to 1
 * @param saturation factor is uniform in 1 - saturation to 1 + saturation, 0 to 1
 * @param hue largest turn of the hue in turns of the colour circle, 0 to 0.5
 */
public record JitterSettings(
    double probability, double brightness, double contrast, double saturation, double hue) {
  public JitterSettings {
    AugmentSettings.checkProbability("jitter", probability);
    AugmentSettings.checkStrength("brightness", brightness, 1);
    AugmentSettings.checkStrength("contrast", contrast, 1);
    AugmentSettings.checkStrength("saturation", saturation, 1);
    AugmentSettings.checkStrength("hue", hue, 0.5);
  }

  /** Probability 0.8; brightness 0.4, contrast 0.4, saturation 0.2, hue 0.1. */
  public static JitterSettings method() {
    return new JitterSettings(0.8, 0.4, 0.4, 0.2, 0.1);
  }

  public JitterSettings withProbability(double value) {
    return new JitterSettings(value, brightness, contrast, saturation, hue);
  }
}
