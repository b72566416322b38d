package io.hsicflow.model.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoublePredicate;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The sampler against 200,000 draws of the reference. Every bar is one that a right sampler passes
 * 9,999 times in 10,000; the seed is fixed, so a pass stays a pass.
 */
class ViewSamplerTest {
  private static final int DRAWS = 200_000;

  /** Two-sample Kolmogorov-Smirnov: 2.23 sqrt(1/n + 1/m). */
  private static final double KS_BAR = 2.23 * Math.sqrt(2.0 / DRAWS);

  private static Map<String, Object> reference;

  @BeforeAll
  static void read() throws IOException {
    reference = GoldenAugmentation.distributions();
  }

  @Test
  void turnsGivenDrawsIntoTheReferencesWindow() {
    List<?> rows = (List<?>) at("crop", "window_table", "rows");
    assertThat(rows).hasSizeGreaterThan(50);
    ViewPlan plan = new ViewPlan();
    for (Object row : rows) {
      double[] r = numbers(row);
      ViewSampler.window((int) r[1], (int) r[0], r[2], r[3], plan);
      assertThat(
              new int[] {
                plan.height, plan.width, (int) r[0] - plan.height + 1, (int) r[1] - plan.width + 1
              })
          .as("%s", row)
          .containsExactly((int) r[4], (int) r[5], (int) r[6], (int) r[7]);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void drawsWindowsAsTheReferenceDoes(int picture) {
    Map<?, ?> golden = (Map<?, ?>) ((List<?>) at("crop", "empirical")).get(picture);
    int height = ((Number) golden.get("image_height")).intValue();
    int width = ((Number) golden.get("image_width")).intValue();
    Map<String, ToDoubleFunction<ViewPlan>> figures =
        new TreeMap<>(
            Map.of(
                "area_fraction", p -> (double) p.width * p.height / (width * height),
                "aspect_width_over_height", p -> (double) p.width / p.height,
                "height", p -> p.height,
                "width", p -> p.width,
                "top", p -> p.top,
                "left", p -> p.left));
    for (int view = 0; view < 2; view++) {
      Map<String, double[]> drawn = draw(view, width, height, figures);
      figures
          .keySet()
          .forEach(name -> assertQuantiles(name, drawn.get(name), numbers(golden.get(name)), 1e-5));
      if (golden.get("counts") instanceof Map<?, ?> counts) {
        for (String name : List.of("height", "width", "top", "left")) {
          assertSameCounts(name, counts(drawn.get(name), width + 1), numbers(counts.get(name)));
        }
      }
      assertShare(
          "full height",
          drawn.get("height"),
          h -> h == height,
          ((Number) golden.get("share_height_is_full")).doubleValue());
    }
  }

  @Test
  void drawsOffsetsEvenlyOverTheRoomLeft() {
    Map<?, ?> golden = (Map<?, ?>) ((List<?>) at("crop", "empirical")).get(1);
    ViewSampler sampler = new ViewSampler(ViewSettings.method(), 0);
    ViewPlan plan = new ViewPlan();
    double[] tops = new double[DRAWS];
    double[] lefts = new double[DRAWS];
    int top = 0;
    int left = 0;
    for (int i = 0; i < DRAWS; i++) {
      sampler.draw(9, i, 500, 375, plan);
      if (plan.height < 375) {
        tops[top++] = plan.top / (375.0 - plan.height);
      }
      if (plan.width < 500) {
        lefts[left++] = plan.left / (500.0 - plan.width);
      }
    }
    assertQuantiles("top", Arrays.copyOf(tops, top), numbers(golden.get("top_over_slack")), 1e-5);
    assertQuantiles(
        "left", Arrays.copyOf(lefts, left), numbers(golden.get("left_over_slack")), 1e-5);
  }

  @Test
  void drawsStrengthsAsTheReferenceDoes() {
    Map<String, ToDoubleFunction<ViewPlan>> figures =
        Map.of(
            "brightness", p -> p.brightness,
            "contrast", p -> p.contrast,
            "saturation", p -> p.saturation,
            "hue", p -> p.hue,
            "sigma", p -> p.sigma);
    Map<String, double[]> drawn = draw(0, 32, 32, figures);
    for (String name : List.of("brightness", "contrast", "saturation", "hue")) {
      assertQuantiles(name, drawn.get(name), numbers(at("jitter", name, "quantiles")), 1e-5);
    }
    assertQuantiles("sigma", drawn.get("sigma"), numbers(at("blur", "sigma", "quantiles")), 1e-5);
  }

  @Test
  void tossesEveryCoinAsOftenAsTheReference() {
    Map<String, ToDoubleFunction<ViewPlan>> figures =
        Map.of(
            "flip", p -> p.flip ? 1 : 0,
            "jitter", p -> p.jitter ? 1 : 0,
            "grayscale", p -> p.grayscale ? 1 : 0,
            "blur", p -> p.blur ? 1 : 0,
            "solarize", p -> p.solarize ? 1 : 0);
    for (int view = 0; view < 2; view++) {
      Map<String, double[]> drawn = draw(view, 32, 32, figures);
      for (String name : List.of("flip", "jitter", "grayscale")) {
        double p = ((Number) at(name, "probability")).doubleValue();
        assertShare(name, drawn.get(name), x -> x == 1, p);
      }
      for (String name : List.of("blur", "solarize")) {
        double p = ((Number) at(name, "view" + (view + 1), "probability")).doubleValue();
        assertShare(name, drawn.get(name), x -> x == 1, p);
      }
      // Grayscale does not wait for the jitter's coin.
      int both = 0;
      for (int i = 0; i < DRAWS; i++) {
        both += drawn.get("grayscale")[i] == 1 && drawn.get("jitter")[i] == 0 ? 1 : 0;
      }
      assertThat(both / (double) DRAWS).isCloseTo(0.2 * 0.2, within(0.002));
    }
  }

  @Test
  void drawsEveryOrderOfTheJitterEquallyOften() {
    Map<String, Integer> counts = new TreeMap<>();
    ViewSampler sampler = new ViewSampler(ViewSettings.method(), 1);
    ViewPlan plan = new ViewPlan();
    for (int i = 0; i < DRAWS; i++) {
      sampler.draw(2, i, 32, 32, plan);
      StringBuilder key = new StringBuilder();
      for (int step : plan.order) {
        key.append(key.isEmpty() ? "" : "-").append("bcsh".charAt(step));
      }
      counts.merge(key.toString(), 1, Integer::sum);
    }
    Map<?, ?> golden = (Map<?, ?>) at("jitter", "order_counts");
    assertThat(counts.keySet()).isEqualTo(golden.keySet());
    double[] ours = counts.values().stream().mapToDouble(c -> c * 160_000.0 / DRAWS).toArray();
    double[] theirs =
        new TreeMap<>(golden)
            .values().stream().mapToDouble(c -> ((Number) c).doubleValue()).toArray();
    assertSameCounts("order", ours, theirs);
  }

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

  private static Map<String, double[]> draw(
      int view, int width, int height, Map<String, ToDoubleFunction<ViewPlan>> figures) {
    AugmentSettings settings = AugmentSettings.method();
    ViewSampler sampler = new ViewSampler(view == 0 ? settings.view1() : settings.view2(), view);
    Map<String, double[]> drawn = new TreeMap<>();
    figures.keySet().forEach(name -> drawn.put(name, new double[DRAWS]));
    ViewPlan plan = new ViewPlan();
    for (int i = 0; i < DRAWS; i++) {
      sampler.draw(2026, i, width, height, plan);
      for (Map.Entry<String, ToDoubleFunction<ViewPlan>> figure : figures.entrySet()) {
        drawn.get(figure.getKey())[i] = figure.getValue().applyAsDouble(plan);
      }
    }
    return drawn;
  }

  /**
   * At each inner quantile q of level p: the share below q is at most p, the share up to q at least
   * p, but for the bar.
   */
  private static void assertQuantiles(
      String name, double[] sample, double[] quantiles, double rounding) {
    double[] levels = numbers(at("quantile_levels"));
    Arrays.sort(sample);
    for (int i = 1; i < levels.length - 1; i++) {
      double q = quantiles[i];
      double below = countBelow(sample, q - rounding) / (double) sample.length;
      double upTo = countBelow(sample, q + rounding) / (double) sample.length;
      assertThat(below)
          .as("%s below its quantile %s", name, levels[i])
          .isLessThan(levels[i] + KS_BAR);
      assertThat(upTo)
          .as("%s up to its quantile %s", name, levels[i])
          .isGreaterThan(levels[i] - KS_BAR);
    }
  }

  private static int countBelow(double[] sorted, double value) {
    int at = Arrays.binarySearch(sorted, value);
    return at < 0 ? -at - 1 : at;
  }

  /**
   * Chi-square for two samples of one size; bins with fewer than ten in both together are left out.
   */
  private static void assertSameCounts(String name, double[] ours, double[] theirs) {
    double statistic = 0;
    int bins = 0;
    for (int i = 0; i < theirs.length; i++) {
      double both = ours[i] + theirs[i];
      if (both >= 10) {
        statistic += (ours[i] - theirs[i]) * (ours[i] - theirs[i]) / both;
        bins++;
      }
    }
    int freedom = bins - 1;
    // The 99.99 % point by Wilson and Hilferty.
    double root = 1 - 2.0 / (9 * freedom) + 3.719 * Math.sqrt(2.0 / (9 * freedom));
    assertThat(statistic).as("chi-square of %s", name).isLessThan(freedom * root * root * root);
  }

  private static void assertShare(
      String name, double[] sample, DoublePredicate counted, double probability) {
    double share = Arrays.stream(sample).filter(counted).count() / (double) sample.length;
    double spread = Math.sqrt(2 * probability * (1 - probability) / sample.length);
    assertThat(share).as(name).isCloseTo(probability, within(3.9 * spread + 1e-12));
  }

  private static double[] counts(double[] sample, int bins) {
    double[] counts = new double[bins];
    for (double value : sample) {
      counts[(int) value]++;
    }
    return counts;
  }

  private static Object at(String... path) {
    Object value = reference;
    for (String name : path) {
      value = ((Map<?, ?>) value).get(name);
    }
    return value;
  }

  private static double[] numbers(Object list) {
    return ((List<?>) list).stream().mapToDouble(v -> ((Number) v).doubleValue()).toArray();
  }
}
