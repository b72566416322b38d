package io.hsicflow.model.learner;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Backends;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.golden.GoldenErrors;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole steps with stored weights, views and draws: logs and final tensors, in both precisions. */
class GoldenStepTest {
  private static final GoldenErrors ERRORS = new GoldenErrors();

  @AfterAll
  static void write() {
    ERRORS.write(GoldenStepTest.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "short",
        "short_no_target",
        "default",
        "no_target",
        "gaussian",
        "linear",
        "bottleneck"
      })
  void stepsEqualTheStoredOnes(String name) throws IOException {
    for (Precision precision : List.of(Precision.FLOAT32, Precision.FLOAT64)) {
      try (Backend backend = Backends.open("nd4j", precision, 2)) {
        ERRORS.check("network/step-" + name + ".safetensors", backend);
      }
    }
  }
}
