package io.hsicflow.model.augment;

import java.util.Objects;

/**
 * Which window of the picture a view shows.
 *
 * @param kind how the window is chosen; the ranges below are for {@link Kind#RANDOM}
 * @param minArea least share of the picture's area, above 0
 * @param maxArea largest share of the picture's area, at most 1
 * @param minAspect least width / height
 * @param maxAspect largest width / height
 */
public record CropSettings(
    Kind kind, double minArea, double maxArea, double minAspect, double maxAspect) {
  /** How a window is chosen. */
  public enum Kind {
    /** Random area, aspect and place. */
    RANDOM,
    /** The centre square of 0.875 of the shorter side. */
    CENTRE,
    /** All of the picture. */
    WHOLE
  }

  public CropSettings {
    Objects.requireNonNull(kind, "kind");
    AugmentSettings.checkRange("the crop's area", minArea, maxArea, 1e-6, 1);
    AugmentSettings.checkRange("the crop's aspect", minAspect, maxAspect, 0.01, 100);
  }

  /** Area 0.08 to 1, aspect 3/4 to 4/3. */
  public static CropSettings method() {
    return new CropSettings(Kind.RANDOM, 0.08, 1, 3.0 / 4, 4.0 / 3);
  }

  public CropSettings withKind(Kind value) {
    return new CropSettings(value, minArea, maxArea, minAspect, maxAspect);
  }

  public CropSettings withArea(double min, double max) {
    return new CropSettings(kind, min, max, minAspect, maxAspect);
  }

  public CropSettings withAspect(double min, double max) {
    return new CropSettings(kind, minArea, maxArea, min, max);
  }
}
