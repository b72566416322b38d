package io.hsicflow.model.parity;

import io.hsicflow.model.augment.AugmentSettings;
import io.hsicflow.model.augment.BlurSettings;
import io.hsicflow.model.augment.CropSettings;
import io.hsicflow.model.augment.JitterSettings;
import io.hsicflow.model.augment.SingleSteps;
import io.hsicflow.model.augment.ViewPlan;
import io.hsicflow.model.augment.ViewSampler;
import io.hsicflow.model.augment.ViewSettings;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Kind {@code augment-params}: the sampler of views against draws of the reference. Every bar is
 * one that a right sampler passes 9,999 times in 10,000; the seed is fixed, so a pass stays a pass.
 */
final class ViewDrawsCheck implements PlainCheck {
  private static final int DRAWS = 200_000;
  private static final long SEED = 2026;

  /** The reference's quantiles are stored with six digits. */
  private static final double ROUNDING = 1e-5;

  /** A picture for draws that do not depend on it. */
  private static final int SIDE = 32;

  @Override
  public void check(GoldenFile file, Measures measures) {
    AugmentSettings settings = settings(file);
    checkWindowTable(file, measures);
    if (!(file.at("crop", "empirical") instanceof List<?> pictures)) {
      throw file.wrong("has no list crop.empirical");
    }
    for (Object picture : pictures) {
      if (!(picture instanceof Map<?, ?> golden)) {
        throw file.wrong("has a picture in crop.empirical that is no object");
      }
      for (int view = 0; view < 2; view++) {
        checkWindows(file, settings, golden, view, measures);
      }
    }
    checkStrengths(file, settings, measures);
    checkCoins(file, settings, measures);
    checkOrders(file, settings, measures);
  }

  /** Our settings with the ranges and probabilities of the file. */
  static AugmentSettings settings(GoldenFile file) {
    JitterSettings jitter =
        new JitterSettings(
            file.numberAt("jitter", "probability"),
            file.numberAt("jitter", "brightness", "high"),
            file.numberAt("jitter", "contrast", "high") - 1,
            file.numberAt("jitter", "saturation", "high") - 1,
            file.numberAt("jitter", "hue", "high"));
    ViewSettings both =
        ViewSettings.method()
            .withCrop(
                new CropSettings(
                    CropSettings.Kind.RANDOM,
                    file.numberAt("crop", "area_fraction", "low"),
                    file.numberAt("crop", "area_fraction", "high"),
                    Math.exp(file.numberAt("crop", "log_aspect", "low")),
                    Math.exp(file.numberAt("crop", "log_aspect", "high"))))
            .withFlip(file.numberAt("flip", "probability"))
            .withJitter(jitter)
            .withGrayscale(file.numberAt("grayscale", "probability"));
    return new AugmentSettings(view(file, both, "view1"), view(file, both, "view2"));
  }

  private static ViewSettings view(GoldenFile file, ViewSettings both, String name) {
    return both.withBlur(
            new BlurSettings(
                file.numberAt("blur", name, "probability"),
                file.numberAt("blur", "sigma", "low"),
                file.numberAt("blur", "sigma", "high")))
        .withSolarize(file.numberAt("solarize", name, "probability"));
  }

  /** Rows of H, W, area fraction, log aspect, height, width, number of tops, number of lefts. */
  private static void checkWindowTable(GoldenFile file, Measures measures) {
    if (!(file.at("crop", "window_table", "rows") instanceof List<?> rows)) {
      throw file.wrong("has no list crop.window_table.rows");
    }
    for (Object row : rows) {
      double[] r = file.numbers(row);
      ViewPlan plan = SingleSteps.window((int) r[1], (int) r[0], r[2], r[3]);
      measures.equal("height of " + row, plan.height(), (long) r[4]);
      measures.equal("width of " + row, plan.width(), (long) r[5]);
      measures.equal("tops of " + row, (long) r[0] - plan.height() + 1, (long) r[6]);
      measures.equal("lefts of " + row, (long) r[1] - plan.width() + 1, (long) r[7]);
    }
  }

  private static void checkWindows(
      GoldenFile file, AugmentSettings settings, Map<?, ?> golden, int view, Measures measures) {
    int height = (int) file.number(golden, "image_height");
    int width = (int) file.number(golden, "image_width");
    String of = " of %d x %d, view %d".formatted(width, height, view + 1);
    Map<String, double[]> drawn =
        draw(
            settings,
            view,
            width,
            height,
            Map.of(
                "area_fraction", p -> (double) p.width() * p.height() / (width * height),
                "aspect_width_over_height", p -> (double) p.width() / p.height(),
                "height", ViewPlan::height,
                "width", ViewPlan::width,
                "top", ViewPlan::top,
                "left", ViewPlan::left));
    double[] heights = drawn.get("height").clone();
    double[] widths = drawn.get("width").clone();
    double[] tops = overRoom(drawn.get("top"), heights, height);
    double[] lefts = overRoom(drawn.get("left"), widths, width);
    if (golden.get("counts") instanceof Map<?, ?> counts) {
      for (String name : List.of("height", "width", "top", "left")) {
        double[] theirs = file.numbers(counts.get(name));
        double[] ours = new double[theirs.length];
        for (double value : drawn.get(name)) {
          ours[(int) value]++;
        }
        measures.add("chi-square of " + name + of, Samples.chiSquare(ours, theirs), Bars.CHANCE);
      }
    }
    drawn.forEach((name, sample) -> quantiles(file, name + of, sample, golden.get(name), measures));
    quantiles(file, "top_over_slack" + of, tops, golden.get("top_over_slack"), measures);
    quantiles(file, "left_over_slack" + of, lefts, golden.get("left_over_slack"), measures);
    // Both shares are of samples.
    double draws = 1 / (1.0 / DRAWS + 1 / file.number("draws"));
    double fullHeight = file.number(golden, "share_height_is_full");
    double fullWidth = file.number(golden, "share_width_is_full");
    share("height is full" + of, count(heights, height), fullHeight, draws, measures);
    share("width is full" + of, count(widths, width), fullWidth, draws, measures);
  }

  /** Offsets over the room that is left for them, where any is. */
  private static double[] overRoom(double[] offsets, double[] sides, int picture) {
    double[] shares = new double[offsets.length];
    int count = 0;
    for (int i = 0; i < offsets.length; i++) {
      if (sides[i] < picture) {
        shares[count++] = offsets[i] / (picture - sides[i]);
      }
    }
    return Arrays.copyOf(shares, count);
  }

  private static void checkStrengths(GoldenFile file, AugmentSettings settings, Measures measures) {
    Map<String, double[]> drawn =
        draw(
            settings,
            0,
            SIDE,
            SIDE,
            Map.of(
                "brightness", ViewPlan::brightness,
                "contrast", ViewPlan::contrast,
                "saturation", ViewPlan::saturation,
                "hue", ViewPlan::hue,
                "sigma", ViewPlan::sigma));
    drawn.forEach(
        (name, sample) -> {
          String step = name.equals("sigma") ? "blur" : "jitter";
          quantiles(file, name, sample, file.at(step, name, "quantiles"), measures);
        });
  }

  private static void checkCoins(GoldenFile file, AugmentSettings settings, Measures measures) {
    for (int view = 0; view < 2; view++) {
      Map<String, double[]> drawn =
          draw(
              settings,
              view,
              SIDE,
              SIDE,
              Map.of(
                  "flip", p -> p.flip() ? 1 : 0,
                  "jitter", p -> p.jitter() ? 1 : 0,
                  "grayscale", p -> p.grayscale() ? 1 : 0,
                  "blur", p -> p.blur() ? 1 : 0,
                  "solarize", p -> p.solarize() ? 1 : 0,
                  "grayscale without jitter", p -> p.grayscale() && !p.jitter() ? 1 : 0));
      String of = " of view " + (view + 1);
      for (String name : List.of("flip", "jitter", "grayscale")) {
        share(
            name + of,
            count(drawn.get(name), 1),
            file.numberAt(name, "probability"),
            DRAWS,
            measures);
      }
      for (String name : List.of("blur", "solarize")) {
        double probability = file.numberAt(name, "view" + (view + 1), "probability");
        share(name + of, count(drawn.get(name), 1), probability, DRAWS, measures);
      }
      // Grayscale does not wait for the jitter's coin.
      double both =
          file.numberAt("grayscale", "probability") * (1 - file.numberAt("jitter", "probability"));
      String name = "grayscale without jitter";
      share(name + of, count(drawn.get(name), 1), both, DRAWS, measures);
    }
  }

  private static void checkOrders(GoldenFile file, AugmentSettings settings, Measures measures) {
    if (!(file.at("jitter", "order_counts") instanceof Map<?, ?> counts)) {
      throw file.wrong("has no object jitter.order_counts");
    }
    Map<String, Double> golden = new TreeMap<>();
    counts.keySet().forEach(key -> golden.put((String) key, file.number(counts, (String) key)));
    Map<String, Double> ours = new TreeMap<>();
    golden.keySet().forEach(key -> ours.put(key, 0.0));
    ViewSampler sampler = new ViewSampler(settings.view2(), 1);
    ViewPlan plan = new ViewPlan();
    for (int i = 0; i < DRAWS; i++) {
      sampler.draw(SEED, i, SIDE, SIDE, plan);
      String order =
          plan.jitterOrder().stream()
              .map(step -> step.substring(0, 1))
              .collect(Collectors.joining("-"));
      ours.merge(order, 1.0, Double::sum);
    }
    measures.equal("orders of the jitter", ours.size(), golden.size());
    measures.add(
        "chi-square of the jitter's order",
        Samples.chiSquare(values(ours), values(golden)),
        Bars.CHANCE);
  }

  private static double[] values(Map<String, Double> counts) {
    return counts.values().stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static Map<String, double[]> draw(
      AugmentSettings settings,
      int view,
      int width,
      int height,
      Map<String, ToDoubleFunction<ViewPlan>> figures) {
    ViewSampler sampler = new ViewSampler(view == 0 ? settings.view1() : settings.view2(), view);
    Map<String, double[]> drawn = new TreeMap<>();
    figures.keySet().forEach(name -> drawn.put(name, new double[DRAWS]));
    ViewPlan plan = new ViewPlan();
    for (int i = 0; i < DRAWS; i++) {
      sampler.draw(SEED, i, width, height, plan);
      for (Map.Entry<String, ToDoubleFunction<ViewPlan>> figure : figures.entrySet()) {
        drawn.get(figure.getKey())[i] = figure.getValue().applyAsDouble(plan);
      }
    }
    return drawn;
  }

  /**
   * At each inner quantile q of level p: the share below q is at most p, the share up to q at least
   * p, but for the bar. Sorts the sample.
   */
  private static void quantiles(
      GoldenFile file, String what, double[] sample, Object golden, Measures measures) {
    double[] levels = file.numbers(file.list("quantile_levels"));
    double[] quantiles = file.numbers(golden);
    Arrays.sort(sample);
    double largest = 0;
    for (int i = 1; i < levels.length - 1; i++) {
      double below = Samples.shareBelow(sample, quantiles[i] - ROUNDING);
      double upTo = Samples.shareBelow(sample, quantiles[i] + ROUNDING);
      largest = Math.max(largest, Math.max(below - levels[i], levels[i] - upTo));
    }
    double bar = Bars.kolmogorovSmirnov(sample.length, file.number("draws"));
    measures.add("quantiles of " + what, largest, bar);
  }

  private static double count(double[] sample, double value) {
    return Arrays.stream(sample).filter(x -> x == value).count() / (double) sample.length;
  }

  private static void share(
      String what, double ours, double golden, double draws, Measures measures) {
    measures.add("share: " + what, Math.abs(ours - golden), Bars.share(golden, draws));
  }
}
