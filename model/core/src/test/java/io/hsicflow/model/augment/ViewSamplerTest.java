package io.hsicflow.model.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** What the draws of views promise beside the reference's figures, which GoldenAugmentTest has. */
class ViewSamplerTest {
  private static final int DRAWS = 200_000;

  @Test
  void drawsTheTwoViewsIndependently() {
    ViewSampler first = new ViewSampler(ViewSettings.method(), 0);
    ViewSampler second = new ViewSampler(ViewSettings.method(), 1);
    ViewPlan plan = new ViewPlan();
    double product = 0;
    for (int i = 0; i < DRAWS; i++) {
      first.draw(3, i, 500, 375, plan);
      double a = plan.hue;
      second.draw(3, i, 500, 375, plan);
      product += a * plan.hue;
    }
    // Correlation: hue is uniform on [-0.1, 0.1], variance 0.01 / 3.
    assertThat(product / DRAWS / (0.01 / 3)).isCloseTo(0, within(4 / Math.sqrt(DRAWS)));
  }

  @Test
  void keepsTheOtherDrawsWhenAStepIsSwitchedOff() {
    ViewSettings plain =
        ViewSettings.method().withBlur(BlurSettings.method().withProbability(0)).withFlip(0);
    ViewPlan one = new ViewPlan();
    ViewPlan other = new ViewPlan();
    for (int i = 0; i < 100; i++) {
      new ViewSampler(ViewSettings.method(), 0).draw(5, i, 64, 48, one);
      new ViewSampler(plain, 0).draw(5, i, 64, 48, other);
      assertThat(other.flip).isFalse();
      assertThat(other.blur).isFalse();
      other.flip = one.flip;
      other.blur = one.blur;
      assertThat(other).usingRecursiveComparison().isEqualTo(one);
    }
  }

  @Test
  void cutsWindowsInsideTheSmallestPictures() {
    ViewSampler sampler = new ViewSampler(ViewSettings.method(), 0);
    ViewPlan plan = new ViewPlan();
    for (int[] size : new int[][] {{1, 1}, {1, 2}, {2, 1}, {2, 2}, {1, 1000}, {1000, 1}, {3, 2}}) {
      for (int i = 0; i < 1000; i++) {
        sampler.draw(1, i, size[0], size[1], plan);
        assertThat(plan.width).isPositive();
        assertThat(plan.height).isPositive();
        assertThat(plan.left).isNotNegative();
        assertThat(plan.top).isNotNegative();
        assertThat(plan.left + plan.width).isLessThanOrEqualTo(size[0]);
        assertThat(plan.top + plan.height).isLessThanOrEqualTo(size[1]);
      }
    }
  }
}
