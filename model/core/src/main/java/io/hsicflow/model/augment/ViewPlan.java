package io.hsicflow.model.augment;

import java.util.Arrays;
import java.util.List;
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

  /** Whether left and right change places. */
  public boolean flip() {
    return flip;
  }

  /** Whether the jitter applies. */
  public boolean jitter() {
    return jitter;
  }

  /** The steps of the jitter by name, the first applied first. */
  public List<String> jitterOrder() {
    return Arrays.stream(order).mapToObj(step -> STEP_NAMES[step]).toList();
  }

  /** What the jitter adds to every channel. */
  public float brightness() {
    return brightness;
  }

  /** The jitter's factor around the channels' means. */
  public float contrast() {
    return contrast;
  }

  /** The jitter's factor of the saturation. */
  public float saturation() {
    return saturation;
  }

  /** What the jitter adds to the hue, in turns. */
  public float hue() {
    return hue;
  }

  /** Whether the view is gray. */
  public boolean grayscale() {
    return grayscale;
  }

  /** Whether the blur applies. */
  public boolean blur() {
    return blur;
  }

  /** Sigma of the blur in pixels. */
  public float sigma() {
    return sigma;
  }

  /** Whether the view is solarised. */
  public boolean solarize() {
    return solarize;
  }

  /** A plan from draws that are known. */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects a plan; what is not set is not done. */
  public static final class Builder {
    private final ViewPlan plan = new ViewPlan();

    private Builder() {}

    /** The window in pixels of the picture. */
    public Builder window(int top, int left, int height, int width) {
      plan.top = top;
      plan.left = left;
      plan.height = height;
      plan.width = width;
      return this;
    }

    /** Left and right change places. */
    public Builder flip(boolean value) {
      plan.flip = value;
      return this;
    }

    /**
     * The jitter.
     *
     * @param order brightness, contrast, saturation and hue, the first applied first
     * @throws IllegalArgumentException if the order is not one of these four
     */
    public Builder jitter(
        List<?> order, float brightness, float contrast, float saturation, float hue) {
      List<String> names = List.of(STEP_NAMES);
      if (order.size() != names.size() || !order.containsAll(names)) {
        throw new IllegalArgumentException(
            "The jitter's order is " + order + "; it must be one of " + names + ".");
      }
      for (int i = 0; i < plan.order.length; i++) {
        plan.order[i] = names.indexOf(order.get(i));
      }
      plan.jitter = true;
      plan.brightness = brightness;
      plan.contrast = contrast;
      plan.saturation = saturation;
      plan.hue = hue;
      return this;
    }

    /** Gray. */
    public Builder grayscale(boolean value) {
      plan.grayscale = value;
      return this;
    }

    /** Blurred, with sigma in pixels. */
    public Builder blur(float sigma) {
      plan.blur = true;
      plan.sigma = sigma;
      return this;
    }

    /** Solarised. */
    public Builder solarize(boolean value) {
      plan.solarize = value;
      return this;
    }

    /** The plan; this builder is of no use afterwards. */
    public ViewPlan build() {
      return plan;
    }
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
