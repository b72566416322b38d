package io.hsicflow.model.loss;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Backends;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.golden.GoldenErrors;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Loss, exact estimators and kernel scale against the reference, in both precisions. */
class GoldenLossTest {
  private static final GoldenErrors ERRORS = new GoldenErrors();

  @AfterAll
  static void write() {
    ERRORS.write(GoldenLossTest.class);
  }

  @ParameterizedTest
  @CsvSource({
    "0,FLOAT64", "1,FLOAT64", "2,FLOAT64", "3,FLOAT64", "4,FLOAT64",
    "0,FLOAT32", "1,FLOAT32", "2,FLOAT32", "3,FLOAT32", "4,FLOAT32"
  })
  void lossTermsAndGradientEqualTheReference(int number, Precision precision) throws IOException {
    check("reference/hsic-" + number + ".safetensors", precision);
  }

  @ParameterizedTest
  @CsvSource({"0,FLOAT64", "1,FLOAT64", "2,FLOAT64", "0,FLOAT32", "1,FLOAT32", "2,FLOAT32"})
  void kernelScaleTakesTheStoredSteps(int number, Precision precision) throws IOException {
    check("reference/kernel-scale-" + number + ".safetensors", precision);
  }

  private static void check(String path, Precision precision) throws IOException {
    try (Backend backend = Backends.open("nd4j", precision, 2)) {
      ERRORS.check(path, backend);
    }
  }
}
