package io.hsicflow.operators.ml;

import io.hsicflow.model.augment.CropSettings;
import io.hsicflow.operators.augmenter.AugmentOptions;
import org.apache.flink.ml.param.Param;
import org.apache.flink.ml.param.WithParams;

/** Params of augmentation; see {@link AugmentOptions}. */
public interface AugmentParams<T> extends WithParams<T> {

  /** The preset. Option {@link AugmentOptions#PRESET}. */
  Param<String> AUGMENT_PRESET = OptionParam.of(() -> AugmentOptions.PRESET);

  /** How a crop is chosen. Option {@link AugmentOptions#CROP}. */
  Param<CropSettings.Kind> AUGMENT_CROP =
      OptionParam.of(CropSettings.Kind.class, () -> AugmentOptions.CROP);

  /** The smallest crop. Option {@link AugmentOptions#MIN_AREA}. */
  Param<Double> AUGMENT_MIN_AREA = OptionParam.of(Double.class, () -> AugmentOptions.MIN_AREA);

  /** The largest crop. Option {@link AugmentOptions#MAX_AREA}. */
  Param<Double> AUGMENT_MAX_AREA = OptionParam.of(Double.class, () -> AugmentOptions.MAX_AREA);

  /** The narrowest crop. Option {@link AugmentOptions#MIN_ASPECT}. */
  Param<Double> AUGMENT_MIN_ASPECT = OptionParam.of(Double.class, () -> AugmentOptions.MIN_ASPECT);

  /** The widest crop. Option {@link AugmentOptions#MAX_ASPECT}. */
  Param<Double> AUGMENT_MAX_ASPECT = OptionParam.of(Double.class, () -> AugmentOptions.MAX_ASPECT);

  /** The probability of mirroring. Option {@link AugmentOptions#FLIP}. */
  Param<Double> AUGMENT_FLIP = OptionParam.of(Double.class, () -> AugmentOptions.FLIP);

  /** The probability of colour jitter. Option {@link AugmentOptions#JITTER}. */
  Param<Double> AUGMENT_JITTER = OptionParam.of(Double.class, () -> AugmentOptions.JITTER);

  /** The strength of brightness. Option {@link AugmentOptions#BRIGHTNESS}. */
  Param<Double> AUGMENT_BRIGHTNESS = OptionParam.of(Double.class, () -> AugmentOptions.BRIGHTNESS);

  /** The strength of contrast. Option {@link AugmentOptions#CONTRAST}. */
  Param<Double> AUGMENT_CONTRAST = OptionParam.of(Double.class, () -> AugmentOptions.CONTRAST);

  /** The strength of saturation. Option {@link AugmentOptions#SATURATION}. */
  Param<Double> AUGMENT_SATURATION = OptionParam.of(Double.class, () -> AugmentOptions.SATURATION);

  /** The strength of hue. Option {@link AugmentOptions#HUE}. */
  Param<Double> AUGMENT_HUE = OptionParam.of(Double.class, () -> AugmentOptions.HUE);

  /** The probability of grayscale. Option {@link AugmentOptions#GRAYSCALE}. */
  Param<Double> AUGMENT_GRAYSCALE = OptionParam.of(Double.class, () -> AugmentOptions.GRAYSCALE);

  /** The weakest blur. Option {@link AugmentOptions#MIN_SIGMA}. */
  Param<Double> AUGMENT_MIN_SIGMA = OptionParam.of(Double.class, () -> AugmentOptions.MIN_SIGMA);

  /** The strongest blur. Option {@link AugmentOptions#MAX_SIGMA}. */
  Param<Double> AUGMENT_MAX_SIGMA = OptionParam.of(Double.class, () -> AugmentOptions.MAX_SIGMA);

  /** The probability of blur in view 1. Option {@link AugmentOptions#BLUR_1}. */
  Param<Double> AUGMENT_BLUR_1 = OptionParam.of(Double.class, () -> AugmentOptions.BLUR_1);

  /** The probability of blur in view 2. Option {@link AugmentOptions#BLUR_2}. */
  Param<Double> AUGMENT_BLUR_2 = OptionParam.of(Double.class, () -> AugmentOptions.BLUR_2);

  /** The probability of solarizing view 1. Option {@link AugmentOptions#SOLARIZE_1}. */
  Param<Double> AUGMENT_SOLARIZE_1 = OptionParam.of(Double.class, () -> AugmentOptions.SOLARIZE_1);

  /** The probability of solarizing view 2. Option {@link AugmentOptions#SOLARIZE_2}. */
  Param<Double> AUGMENT_SOLARIZE_2 = OptionParam.of(Double.class, () -> AugmentOptions.SOLARIZE_2);
}
