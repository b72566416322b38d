package io.hsicflow.model.parity;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.model.augment.AugmentSettings;
import io.hsicflow.model.golden.GoldenFiles;
import java.io.IOException;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.junit.jupiter.api.Test;

class ViewDrawsCheckTest {
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

  private static int compare(double a, double b) {
    return Math.abs(a - b) < 1e-12 ? 0 : Double.compare(a, b);
  }
}
