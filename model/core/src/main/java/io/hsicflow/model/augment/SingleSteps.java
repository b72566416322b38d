package io.hsicflow.model.augment;

/**
 * The steps of a view one by one, as {@link ViewMaker} chains them (docs/method.md section 7), for
 * comparing each with stored values. A picture goes in as bytes or as three planes of floats in [0,
 * 1], row by row; steps on planes change them in place.
 */
public final class SingleSteps {
  private SingleSteps() {}

  /** The plan's window of a picture, resized to size x size and clipped; flipped where planned. */
  public static float[][] crop(byte[] rgb, int width, ViewPlan plan, int size) {
    return new ViewMaker(AugmentSettings.none(), size).cropTo(rgb, width, plan);
  }

  /** The centre crop of the evaluation, before rounding. */
  public static float[][] centreCrop(byte[] rgb, int width, int height, int size) {
    return new Preprocess(Preprocess.Kind.CENTRE_CROP, size).render(rgb, width, height);
  }

  /** A whole view by its plan, clipped, not rounded. */
  public static float[][] view(byte[] rgb, int width, ViewPlan plan, int size) {
    float[][] planes = new ViewMaker(AugmentSettings.none(), size).render(rgb, width, plan);
    for (float[] plane : planes) {
      ColourSteps.clip(plane);
    }
    return planes;
  }

  /** A view in 8 bits, channels interleaved; spoils the planes. */
  public static byte[] rounded(float[][] planes) {
    byte[] bytes = new byte[3 * planes[0].length];
    ColourSteps.round(planes, bytes, 0);
    return bytes;
  }

  /** A plan with the sides of the window that such draws give; its place is (0, 0). */
  public static ViewPlan window(int width, int height, double areaFraction, double logAspect) {
    ViewPlan plan = new ViewPlan();
    ViewSampler.window(width, height, areaFraction, logAspect, plan);
    return plan;
  }

  /** A plan with the window of the centre crop. */
  public static ViewPlan centre(int width, int height) {
    ViewPlan plan = new ViewPlan();
    ViewSampler.centre(width, height, plan);
    return plan;
  }

  /** x + delta, clipped. */
  public static void brightness(float[][] planes, float delta) {
    ColourSteps.brightness(planes, delta);
  }

  /** Around each channel's mean, clipped. */
  public static void contrast(float[][] planes, float factor) {
    ColourSteps.contrast(planes, factor);
  }

  /** HSV saturation times a factor, clipped. */
  public static void saturation(float[][] planes, float factor) {
    ColourSteps.saturation(planes, factor);
  }

  /** HSV hue plus a part of the circle. */
  public static void hue(float[][] planes, float delta) {
    new ColourSteps(planes[0].length).hue(planes, delta);
  }

  /** The plan's four steps of jitter in its order. */
  public static void jitter(float[][] planes, ViewPlan plan) {
    ViewMaker.jitter(planes, new ColourSteps(planes[0].length), plan);
  }

  /** The luma in all channels. */
  public static void grayscale(float[][] planes) {
    ColourSteps.grayscale(planes);
  }

  /** x where it is below 0.5, else 1 - x. */
  public static void solarize(float[][] planes) {
    ColourSteps.solarize(planes);
  }

  /** Gaussian blur with zeros outside. */
  public static void blur(float[][] planes, int height, int width, float sigma) {
    new GaussianBlur().apply(planes, height, width, sigma);
  }

  /** Taps of the blur of a picture of that height. */
  public static int blurTaps(int height) {
    return GaussianBlur.tapCount(height);
  }

  /** The hue of a colour that is not gray, in turns of the circle. */
  public static float hueOf(float r, float g, float b) {
    float min = Math.min(r, Math.min(g, b));
    float range = Math.max(r, Math.max(g, b)) - min;
    return (ColourSteps.angle(r, g, b, min, range) + 3) / 6;
  }

  /** The colour of hue (in turns), saturation and value: red, green, blue. */
  public static float[] colourOf(float hue, float saturation, float value) {
    float angle = 6 * (hue - (float) Math.floor(hue)) - 3;
    float range = saturation * value;
    float min = value - range;
    return new float[] {
      min + range * ColourSteps.share(angle - 3),
      min + range * ColourSteps.share(angle + 1),
      min + range * ColourSteps.share(angle - 1)
    };
  }
}
