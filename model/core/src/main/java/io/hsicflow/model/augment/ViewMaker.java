package io.hsicflow.model.augment;

import java.util.Objects;

/**
 * Makes the two views of an image (docs/method.md section 7), uint8, as a pure function of
 * settings, picture and (seed, sequence). Values are floats from the picture to the last step and
 * are rounded once, which moves a value by at most 1/510.
 *
 * <p>Not thread-safe. Its buffers grow to the largest window seen; after that it allocates nothing.
 *
 * <pre>{@code
 * ViewMaker maker = new ViewMaker(AugmentSettings.method(), 32);
 * maker.make(rgb, width, height, seed, sequence, view1, view2);
 * }</pre>
 */
public final class ViewMaker {
  private static final int LARGEST_SIZE = 4096;

  private final int size;
  private final ViewSampler[] samplers;
  private final ViewPlan plan = new ViewPlan();
  private final WindowResize resize = new WindowResize();
  private final GaussianBlur blur = new GaussianBlur();
  private final ColourSteps colours;
  private final float[][] planes;
  private final StageWatch watch;

  /**
   * @param size side of the views in pixels, 1 to 4096
   */
  public ViewMaker(AugmentSettings settings, int size) {
    this(settings, size, StageWatch.NONE);
  }

  /**
   * A maker that is watched.
   *
   * @param size side of the views in pixels, 1 to 4096
   */
  public ViewMaker(AugmentSettings settings, int size, StageWatch watch) {
    Objects.requireNonNull(settings, "settings");
    this.watch = Objects.requireNonNull(watch, "watch");
    if (size < 1 || size > LARGEST_SIZE) {
      throw new IllegalArgumentException(
          "The size of the views is " + size + ", it must be 1 to " + LARGEST_SIZE + ".");
    }
    this.size = size;
    samplers =
        new ViewSampler[] {
          new ViewSampler(settings.view1(), 0), new ViewSampler(settings.view2(), 1)
        };
    colours = new ColourSteps(size * size);
    planes = new float[3][size * size];
  }

  /** Side of the views in pixels. */
  public int size() {
    return size;
  }

  /**
   * Makes both views.
   *
   * @param rgb the picture, height * width * 3 bytes
   * @param view1Out filled with size * size * 3 bytes; must differ from the others
   * @param view2Out filled likewise
   * @throws IllegalArgumentException if an array does not have the length that belongs to its size
   */
  public void make(
      byte[] rgb,
      int width,
      int height,
      long seed,
      long sequence,
      byte[] view1Out,
      byte[] view2Out) {
    make(rgb, width, height, seed, sequence, 0, view1Out);
    make(rgb, width, height, seed, sequence, 1, view2Out);
  }

  /**
   * Makes one view alone; arguments as above.
   *
   * @param view 0 for the first, 1 for the second
   * @return what was applied; filled again by the next call
   */
  public ViewPlan make(
      byte[] rgb, int width, int height, long seed, long sequence, int view, byte[] out) {
    Picture.check(rgb, width, height);
    if (out.length != 3 * size * size) {
      throw new IllegalArgumentException(
          "A view of size "
              + size
              + " takes "
              + 3 * size * size
              + " bytes, but the array has "
              + out.length
              + ".");
    }
    samplers[view].draw(seed, sequence, width, height, plan);
    watch.done(ViewStage.DRAW);
    render(rgb, width, plan);
    ColourSteps.round(planes, out, 0);
    watch.done(ViewStage.ROUND);
    return plan;
  }

  /**
   * Applies a plan; the planes returned are this maker's own, not yet clipped after the last step,
   * not yet rounded.
   */
  float[][] render(byte[] rgb, int pictureWidth, ViewPlan view) {
    cropTo(rgb, pictureWidth, view);
    watch.done(ViewStage.RESIZE);
    if (view.jitter) {
      jitter(planes, colours, view);
    }
    if (view.grayscale) {
      ColourSteps.grayscale(planes);
    }
    watch.done(ViewStage.COLOUR);
    if (view.blur) {
      blur.apply(planes, size, size, view.sigma);
    }
    watch.done(ViewStage.BLUR);
    if (view.solarize) {
      ColourSteps.solarize(planes);
    }
    return planes;
  }

  /** Window, resize, clip and flip; the flip is in the filter and costs nothing. */
  float[][] cropTo(byte[] rgb, int pictureWidth, ViewPlan view) {
    resize.horizontal.bicubic(view.width, size);
    resize.vertical.bicubic(view.height, size);
    if (view.flip) {
      resize.horizontal.mirror();
    }
    resize.resize(rgb, pictureWidth, view.top, view.left, view.height, view.width, planes);
    return planes;
  }

  static void jitter(float[][] planes, ColourSteps colours, ViewPlan view) {
    for (int step : view.order) {
      switch (step) {
        case ViewPlan.BRIGHTNESS -> ColourSteps.brightness(planes, view.brightness);
        case ViewPlan.CONTRAST -> ColourSteps.contrast(planes, view.contrast);
        case ViewPlan.SATURATION -> ColourSteps.saturation(planes, view.saturation);
        default -> colours.hue(planes, view.hue);
      }
    }
  }
}
