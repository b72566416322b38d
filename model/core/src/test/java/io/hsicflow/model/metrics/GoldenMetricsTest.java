package io.hsicflow.model.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.model.golden.GoldenErrors;
import io.hsicflow.model.golden.GoldenFiles;
import io.hsicflow.model.parity.Parity;
import io.hsicflow.model.parity.ParityResult;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** golden/network/metrics-*: double arithmetic on float vectors; the neighbours equal. */
class GoldenMetricsTest {
  private static final GoldenErrors ERRORS = new GoldenErrors();

  @AfterAll
  static void write() {
    ERRORS.write(GoldenMetricsTest.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"metrics-0", "metrics-1", "metrics-2"})
  void equalTheGoldenValues(String name) throws IOException {
    ParityResult result = Parity.plain(GoldenFiles.open("network/" + name + ".safetensors"));
    ERRORS.check(result);
    // Four votes and the four figures that need no labels.
    assertThat(result.measures()).hasSize(8);
  }
}
