package io.hsicflow.model.augment;

import java.util.Locale;

/**
 * Everything that was drawn for one view, before a pixel is touched: window, coins and strengths. A
 * sampler fills it again and again; {@link #toString} tells people what was applied.
 */
public final class ViewPlan {
  static final int BRIGHTNESS = 0;
  static final int CONTRAST = 1;
  static final int SATURATION = 2;
  static final int HUE = 3;
  private static final String[] STEP_NAMES = {"brightness", "contrast", "saturation", "hue"};

  int top;
  int left;
  int height;
  int width;
  boolean flip;
  boolean jitter;

  /** Jitter steps, the first applied first. */
  final int[] order = {BRIGHTNESS, CONTRAST, SATURATION, HUE};

  float brightness;
  float contrast = 1;
  float saturation = 1;
  float hue;
  boolean grayscale;
  boolean blur;
  float sigma;
  boolean solarize;

  /** First row of the window. */
  public int top() {
    return top;
  }

  /** First column of the window. */
  public int left() {
    return left;
  }

  /** Rows of the window. */
  public int height() {
    return height;
  }

  /** Columns of the window. */
  public int width() {
    return width;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(String.format(Locale.ROOT, "%dx%d at (%d, %d)", width, height, left, top));
    if (flip) {
      text.append(", flip");
    }
    if (jitter) {
      for (int step : order) {
        float value =
            switch (step) {
              case BRIGHTNESS -> brightness;
              case CONTRAST -> contrast;
              case SATURATION -> saturation;
              default -> hue;
            };
        text.append(String.format(Locale.ROOT, ", %s %.2f", STEP_NAMES[step], value));
      }
    }
    if (grayscale) {
      text.append(", grayscale");
    }
    if (blur) {
      text.append(String.format(Locale.ROOT, ", blur %.2f", sigma));
    }
    if (solarize) {
      text.append(", solarize");
    }
    return text.toString();
  }
}
