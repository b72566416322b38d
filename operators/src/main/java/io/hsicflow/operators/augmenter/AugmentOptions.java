package io.hsicflow.operators.augmenter;

import io.hsicflow.model.augment.AugmentSettings;
import io.hsicflow.model.augment.BlurSettings;
import io.hsicflow.model.augment.CropSettings;
import io.hsicflow.model.augment.JitterSettings;
import io.hsicflow.model.augment.ViewSettings;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;

/** Options of augmentation: a preset, and single numbers that stand instead of the preset's. */
public final class AugmentOptions {

  /** The preset. */
  public static final ConfigOption<String> PRESET =
      ConfigOptions.key("augment.preset")
          .stringType()
          .defaultValue("method")
          .withDescription(
              "How views are made where no single number is set: "
                  + String.join(", ", AugmentSettings.presetNames())
                  + ".");

  /** How a crop is chosen. */
  public static final ConfigOption<CropSettings.Kind> CROP =
      ConfigOptions.key("augment.crop")
          .enumType(CropSettings.Kind.class)
          .noDefaultValue()
          .withDescription(
              "What a view shows: a random window, the square in the centre with 0.875 of the shorter side, or the whole picture. Unset: the preset's.");

  /** The smallest crop. */
  public static final ConfigOption<Double> MIN_AREA =
      number("augment.crop.min-area", "Least part of the picture's area that a crop shows.");

  /** The largest crop. */
  public static final ConfigOption<Double> MAX_AREA =
      number("augment.crop.max-area", "Largest part of the picture's area that a crop shows.");

  /** The narrowest crop. */
  public static final ConfigOption<Double> MIN_ASPECT =
      number("augment.crop.min-aspect", "Least width of a crop in heights, 0.01 to 100.");

  /** The widest crop. */
  public static final ConfigOption<Double> MAX_ASPECT =
      number("augment.crop.max-aspect", "Largest width of a crop in heights, 0.01 to 100.");

  /** The probability of mirroring. */
  public static final ConfigOption<Double> FLIP =
      number("augment.flip", "Probability of mirroring left and right.");

  /** The probability of colour jitter. */
  public static final ConfigOption<Double> JITTER =
      number("augment.jitter", "Probability of the four steps of colour jitter.");

  /** The strength of brightness. */
  public static final ConfigOption<Double> BRIGHTNESS =
      number("augment.brightness", "Largest number added to or taken from every channel, 0 to 1.");

  /** The strength of contrast. */
  public static final ConfigOption<Double> CONTRAST =
      number("augment.contrast", "Largest change of contrast, 0 to 1.");

  /** The strength of saturation. */
  public static final ConfigOption<Double> SATURATION =
      number("augment.saturation", "Largest change of saturation, 0 to 1.");

  /** The strength of hue. */
  public static final ConfigOption<Double> HUE =
      number("augment.hue", "Largest turn of the hue in turns of the colour circle, 0 to 0.5.");

  /** The probability of grayscale. */
  public static final ConfigOption<Double> GRAYSCALE =
      number("augment.grayscale", "Probability of giving up colour.");

  /** The weakest blur. */
  public static final ConfigOption<Double> MIN_SIGMA =
      number("augment.blur.min-sigma", "Least standard deviation of the blur in pixels.");

  /** The strongest blur. */
  public static final ConfigOption<Double> MAX_SIGMA =
      number("augment.blur.max-sigma", "Largest standard deviation of the blur in pixels.");

  /** The probability of blur in view 1. */
  public static final ConfigOption<Double> BLUR_1 =
      number("augment.view1.blur", "Probability of Gaussian blur in the first view.");

  /** The probability of blur in view 2. */
  public static final ConfigOption<Double> BLUR_2 =
      number("augment.view2.blur", "Probability of Gaussian blur in the second view.");

  /** The probability of solarizing view 1. */
  public static final ConfigOption<Double> SOLARIZE_1 =
      number("augment.view1.solarize", "Probability of solarizing the first view.");

  /** The probability of solarizing view 2. */
  public static final ConfigOption<Double> SOLARIZE_2 =
      number("augment.view2.solarize", "Probability of solarizing the second view.");

  private AugmentOptions() {}

  private static ConfigOption<Double> number(String key, String description) {
    return ConfigOptions.key(key)
        .doubleType()
        .noDefaultValue()
        .withDescription(description + " Unset: the preset's.");
  }

  /**
   * The settings of both views.
   *
   * @throws IllegalArgumentException with a sentence when a number is out of its range
   */
  public static AugmentSettings settings(ReadableConfig config) {
    AugmentSettings preset = AugmentSettings.preset(config.get(PRESET));
    AugmentSettings both = preset.withBoth(view -> common(config, view));
    return new AugmentSettings(
        own(config, both.view1(), BLUR_1, SOLARIZE_1),
        own(config, both.view2(), BLUR_2, SOLARIZE_2));
  }

  private static ViewSettings common(ReadableConfig config, ViewSettings view) {
    CropSettings crop = view.crop();
    JitterSettings jitter = view.jitter();
    return new ViewSettings(
        new CropSettings(
            config.getOptional(CROP).orElse(crop.kind()),
            or(config, MIN_AREA, crop.minArea()),
            or(config, MAX_AREA, crop.maxArea()),
            or(config, MIN_ASPECT, crop.minAspect()),
            or(config, MAX_ASPECT, crop.maxAspect())),
        or(config, FLIP, view.flip()),
        new JitterSettings(
            or(config, JITTER, jitter.probability()),
            or(config, BRIGHTNESS, jitter.brightness()),
            or(config, CONTRAST, jitter.contrast()),
            or(config, SATURATION, jitter.saturation()),
            or(config, HUE, jitter.hue())),
        or(config, GRAYSCALE, view.grayscale()),
        new BlurSettings(
            view.blur().probability(),
            or(config, MIN_SIGMA, view.blur().minSigma()),
            or(config, MAX_SIGMA, view.blur().maxSigma())),
        view.solarize());
  }

  private static ViewSettings own(
      ReadableConfig config,
      ViewSettings view,
      ConfigOption<Double> blur,
      ConfigOption<Double> solarize) {
    return view.withBlur(view.blur().withProbability(or(config, blur, view.blur().probability())))
        .withSolarize(or(config, solarize, view.solarize()));
  }

  private static double or(ReadableConfig config, ConfigOption<Double> option, double preset) {
    return config.getOptional(option).orElse(preset);
  }
}
