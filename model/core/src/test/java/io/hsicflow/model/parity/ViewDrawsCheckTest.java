package io.hsicflow.model.parity;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.model.augment.AugmentSettings;
import io.hsicflow.model.augment.ViewPlan;
import io.hsicflow.model.augment.ViewSampler;
import io.hsicflow.model.golden.GoldenFiles;
import java.io.IOException;
import java.util.Arrays;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ViewDrawsCheckTest {
  private static final int DRAWS = 200_000;

  @Test
  void rangesAndProbabilitiesOfTheReferenceAreOurDefaults() throws IOException {
    AugmentSettings reference = ViewDrawsCheck.settings(GoldenFiles.open("augment/params.json"));
    assertThat(reference)
        .usingRecursiveComparison(
            RecursiveComparisonConfiguration.builder()
                .withComparatorForType(ViewDrawsCheckTest::compare, Double.class)
                .build())
        .isEqualTo(AugmentSettings.method());
  }

  /** The whole distribution function, where the check itself looks at the stored quantiles. */
  @ParameterizedTest
  @CsvSource({
    "jitter, brightness",
    "jitter, contrast",
    "jitter, saturation",
    "jitter, hue",
    "blur, sigma"
  })
  void drawsEveryStrengthUniformlyOverTheReferencesRange(String step, String name)
      throws IOException {
    GoldenFile file = GoldenFiles.open("augment/params.json");
    double low = file.numberAt(step, name, "low");
    double high = file.numberAt(step, name, "high");
    double[] sample = new double[DRAWS];
    for (int view = 0; view < 2; view++) {
      AugmentSettings settings = AugmentSettings.method();
      ViewSampler sampler = new ViewSampler(view == 0 ? settings.view1() : settings.view2(), view);
      ViewPlan plan = new ViewPlan();
      for (int i = 0; i < DRAWS; i++) {
        sampler.draw(7, i, 32, 32, plan);
        sample[i] =
            switch (name) {
              case "brightness" -> plan.brightness();
              case "contrast" -> plan.contrast();
              case "saturation" -> plan.saturation();
              case "hue" -> plan.hue();
              default -> plan.sigma();
            };
      }
      Arrays.sort(sample);
      double distance = 0;
      for (int i = 0; i < DRAWS; i++) {
        double share = (sample[i] - low) / (high - low);
        distance = Math.max(distance, share - i / (double) DRAWS);
        distance = Math.max(distance, (i + 1) / (double) DRAWS - share);
      }
      assertThat(distance).isLessThan(Bars.kolmogorovSmirnov(DRAWS, Double.POSITIVE_INFINITY));
    }
  }

  private static int compare(double a, double b) {
    return Math.abs(a - b) < 1e-12 ? 0 : Double.compare(a, b);
  }
}
