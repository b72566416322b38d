package io.hsicflow.model.augment;

import java.util.Objects;

/**
 * How one view is made, in the order of the steps. Every step has its own coin: it applies where a
 * uniform number is below its probability.
 *
 * @param crop the window of the picture and its area and aspect
 * @param flip probability of mirroring left and right
 * @param jitter brightness, contrast, saturation and hue
 * @param grayscale probability of giving up colour
 * @param blur Gaussian blur
 * @param solarize probability of turning x into 1 - x where x is at least 0.5
 */
public record ViewSettings(
    CropSettings crop,
    double flip,
    JitterSettings jitter,
    double grayscale,
    BlurSettings blur,
    double solarize) {
  public ViewSettings {
    Objects.requireNonNull(crop, "crop");
    Objects.requireNonNull(jitter, "jitter");
    Objects.requireNonNull(blur, "blur");
    AugmentSettings.checkProbability("flip", flip);
    AugmentSettings.checkProbability("grayscale", grayscale);
    AugmentSettings.checkProbability("solarize", solarize);
  }

  /** The method's first view. */
  public static ViewSettings method() {
    return new ViewSettings(
        CropSettings.method(), 0.5, JitterSettings.method(), 0.2, BlurSettings.method(), 0);
  }

  public ViewSettings withCrop(CropSettings value) {
    return new ViewSettings(value, flip, jitter, grayscale, blur, solarize);
  }

  public ViewSettings withFlip(double value) {
    return new ViewSettings(crop, value, jitter, grayscale, blur, solarize);
  }

  public ViewSettings withJitter(JitterSettings value) {
    return new ViewSettings(crop, flip, value, grayscale, blur, solarize);
  }

  public ViewSettings withGrayscale(double value) {
    return new ViewSettings(crop, flip, jitter, value, blur, solarize);
  }

  public ViewSettings withBlur(BlurSettings value) {
    return new ViewSettings(crop, flip, jitter, grayscale, value, solarize);
  }

  public ViewSettings withSolarize(double value) {
    return new ViewSettings(crop, flip, jitter, grayscale, blur, value);
  }
}
