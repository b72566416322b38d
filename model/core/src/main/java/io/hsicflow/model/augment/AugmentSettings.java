package io.hsicflow.model.augment;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * How the two views of an image are made (docs/method.md section 7).
 *
 * @param view1 the first view
 * @param view2 the second view
 */
public record AugmentSettings(ViewSettings view1, ViewSettings view2) {
  private static final Map<String, Supplier<AugmentSettings>> PRESETS =
      new TreeMap<>(
          Map.of(
              "method", AugmentSettings::method,
              "cifar", AugmentSettings::cifar,
              "crop-and-flip", AugmentSettings::cropAndFlip,
              "centre-crop", AugmentSettings::centreCrop,
              "none", AugmentSettings::none));

  public AugmentSettings {
    Objects.requireNonNull(view1, "view1");
    Objects.requireNonNull(view2, "view2");
  }

  /**
   * The method's own: view 1 always blurred, view 2 blurred once in ten and solarized once in five.
   */
  public static AugmentSettings method() {
    ViewSettings first = ViewSettings.method();
    return new AugmentSettings(
        first, first.withBlur(first.blur().withProbability(0.1)).withSolarize(0.2));
  }

  /** The probabilities and ranges that solo-learn uses for CIFAR: the method's without blur. */
  public static AugmentSettings cifar() {
    return method().withBoth(view -> view.withBlur(view.blur().withProbability(0)));
  }

  /** Random resized crop and flip only, as linear evaluation trains on. */
  public static AugmentSettings cropAndFlip() {
    return none().withBoth(view -> view.withCrop(CropSettings.method()).withFlip(0.5));
  }

  /** The centre crop of evaluation, twice the same. */
  public static AugmentSettings centreCrop() {
    return none().withBoth(view -> view.withCrop(view.crop().withKind(CropSettings.Kind.CENTRE)));
  }

  /** The whole picture resized, twice the same. */
  public static AugmentSettings none() {
    ViewSettings whole =
        new ViewSettings(
            CropSettings.method().withKind(CropSettings.Kind.WHOLE),
            0,
            JitterSettings.method().withProbability(0),
            0,
            BlurSettings.method().withProbability(0),
            0);
    return new AugmentSettings(whole, whole);
  }

  /** The names that {@link #preset} takes. */
  public static List<String> presetNames() {
    return List.copyOf(PRESETS.keySet());
  }

  /**
   * A preset by its name.
   *
   * @throws IllegalArgumentException for an unknown name, naming those there are
   */
  public static AugmentSettings preset(String name) {
    Supplier<AugmentSettings> preset = PRESETS.get(name.toLowerCase(Locale.ROOT));
    if (preset == null) {
      throw new IllegalArgumentException(
          "There is no augmentation preset '"
              + name
              + "'. Choose one of "
              + String.join(", ", PRESETS.keySet())
              + ".");
    }
    return preset.get();
  }

  /** These settings with the same change made to both views. */
  public AugmentSettings withBoth(UnaryOperator<ViewSettings> change) {
    return new AugmentSettings(change.apply(view1), change.apply(view2));
  }

  public AugmentSettings withView1(ViewSettings view) {
    return new AugmentSettings(view, view2);
  }

  public AugmentSettings withView2(ViewSettings view) {
    return new AugmentSettings(view1, view);
  }

  static void checkProbability(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(
          "The probability of " + name + " is " + value + ", it must be 0 to 1.");
    }
  }

  static void checkRange(String name, double low, double high, double least, double most) {
    if (!(low >= least && high <= most && low <= high)) {
      throw new IllegalArgumentException(
          "The range of "
              + name
              + " is "
              + Arrays.toString(new double[] {low, high})
              + ", it must rise and lie in ["
              + least
              + ", "
              + most
              + "].");
    }
  }

  static void checkStrength(String name, double value, double most) {
    if (!(value >= 0 && value <= most)) {
      throw new IllegalArgumentException(
          "The strength of " + name + " is " + value + ", it must be 0 to " + most + ".");
    }
  }
}
