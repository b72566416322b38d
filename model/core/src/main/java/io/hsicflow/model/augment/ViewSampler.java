package io.hsicflow.model.augment;

import io.hsicflow.model.random.CounterRandom;
import io.hsicflow.model.random.Purpose;
import java.util.Objects;

/**
 * Draws the plan of a view: a pure function of settings, picture size and (seed, sequence, view).
 * All that a view could need is drawn always and in one order, so that switching a step off leaves
 * the other draws as they were. Not thread-safe, allocates nothing.
 */
public final class ViewSampler {
  private static final int ORDERS = 24;

  private final ViewSettings settings;
  private final int view;
  private final double logMinAspect;
  private final double logMaxAspect;
  private final CounterRandom random = CounterRandom.at(0, Purpose.VIEW, 0, 0);

  /**
   * @param view 0 for the first view, 1 for the second
   */
  public ViewSampler(ViewSettings settings, int view) {
    this.settings = Objects.requireNonNull(settings, "settings");
    this.view = view;
    logMinAspect = StrictMath.log(settings.crop().minAspect());
    logMaxAspect = StrictMath.log(settings.crop().maxAspect());
  }

  /** Fills the plan for a picture of that size at that place in the training sequence. */
  public void draw(long seed, long sequence, int pictureWidth, int pictureHeight, ViewPlan plan) {
    random.reset(seed, Purpose.VIEW, sequence, view);
    CropSettings crop = settings.crop();
    JitterSettings jitter = settings.jitter();
    BlurSettings blur = settings.blur();
    double area = random.uniform(crop.minArea(), crop.maxArea());
    double logAspect = random.uniform(logMinAspect, logMaxAspect);
    plan.flip = coin(settings.flip());
    plan.jitter = coin(jitter.probability());
    plan.brightness = (float) random.uniform(-jitter.brightness(), jitter.brightness());
    plan.contrast = (float) random.uniform(1 - jitter.contrast(), 1 + jitter.contrast());
    plan.saturation = (float) random.uniform(1 - jitter.saturation(), 1 + jitter.saturation());
    plan.hue = (float) random.uniform(-jitter.hue(), jitter.hue());
    plan.grayscale = coin(settings.grayscale());
    plan.blur = coin(blur.probability());
    plan.sigma = (float) random.uniform(blur.minSigma(), blur.maxSigma());
    plan.solarize = coin(settings.solarize());
    // Integers last: they may take more than one word each.
    permute(random.nextInt(ORDERS), plan.order);
    switch (crop.kind()) {
      case RANDOM -> {
        window(pictureWidth, pictureHeight, area, logAspect, plan);
        plan.left = random.nextInt(pictureWidth - plan.width + 1);
        plan.top = random.nextInt(pictureHeight - plan.height + 1);
      }
      case CENTRE -> centre(pictureWidth, pictureHeight, plan);
      case WHOLE -> {
        plan.left = 0;
        plan.top = 0;
        plan.width = pictureWidth;
        plan.height = pictureHeight;
      }
    }
  }

  /**
   * Sides of the window: one attempt, rounded half to even, cut to the picture, at least one pixel.
   */
  static void window(
      int pictureWidth, int pictureHeight, double areaFraction, double logAspect, ViewPlan plan) {
    double area = areaFraction * pictureWidth * pictureHeight;
    double aspect = StrictMath.exp(logAspect);
    plan.width = side(Math.sqrt(area * aspect), pictureWidth);
    plan.height = side(Math.sqrt(area / aspect), pictureHeight);
  }

  /** The centre square of floor(0.875 min(height, width)), at least one pixel. */
  static void centre(int pictureWidth, int pictureHeight, ViewPlan plan) {
    int side = Math.max(1, (int) (0.875 * Math.min(pictureWidth, pictureHeight)));
    plan.width = side;
    plan.height = side;
    plan.left = (pictureWidth - side + 1) / 2;
    plan.top = (pictureHeight - side + 1) / 2;
  }

  /** The permutation of four steps with that number, 0 to 23, in lexicographic order. */
  static void permute(int number, int[] order) {
    int left = 0b1111;
    int rest = number;
    int combinations = 6;
    for (int place = 0; place < 4; place++) {
      int skip = rest / combinations;
      rest %= combinations;
      combinations /= Math.max(1, 3 - place);
      int step = 0;
      while ((left >> step & 1) == 0 || skip-- > 0) {
        step++;
      }
      left &= ~(1 << step);
      order[place] = step;
    }
  }

  private static int side(double length, int most) {
    return Math.max(1, (int) Math.min(most, Math.rint(length)));
  }

  private boolean coin(double probability) {
    return random.nextDouble() < probability;
  }
}
