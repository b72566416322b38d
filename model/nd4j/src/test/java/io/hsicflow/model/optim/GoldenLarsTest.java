package io.hsicflow.model.optim;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Backends;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.backend.Tensor;
import io.hsicflow.model.golden.GoldenErrors;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** LARS and the evaluation average against the reference, in both precisions. */
class GoldenLarsTest {
  private static final GoldenErrors ERRORS = new GoldenErrors();

  @AfterAll
  static void write() {
    ERRORS.write(GoldenLarsTest.class);
  }

  @ParameterizedTest
  @CsvSource({"0,FLOAT64", "1,FLOAT64", "0,FLOAT32", "1,FLOAT32"})
  void parametersAfterEachStepEqualTheReference(int number, Precision precision)
      throws IOException {
    check("reference/lars-" + number + ".safetensors", precision);
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  void evaluationAverageEqualsTheReference(Precision precision) throws IOException {
    check("reference/schedules.json", precision);
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  void zeroGradientsAndZeroParametersStayFinite(Precision precision) {
    try (Backend backend = Backends.open("nd4j", precision, 1)) {
      Tensor parameters = backend.zeros(3);
      Tensor gradient = backend.of(new double[] {1, 2, 2}, 3);
      Tensor none = backend.zeros(2);
      Lars lars = new Lars(backend, OptimiserSettings.DEFAULT);
      lars.update(new Lars.Segment(parameters, gradient, backend.zeros(3), true), 0.5);
      lars.update(new Lars.Segment(none, backend.zeros(2), backend.zeros(2), true), 0.5);
      assertThat(backend.read(none)).containsOnly(0);
      // A factor of 1 where a norm is 0: plain momentum.
      assertThat(backend.read(parameters)).containsExactly(-0.5, -1, -1);
    }
  }

  private static void check(String path, Precision precision) throws IOException {
    try (Backend backend = Backends.open("nd4j", precision, 2)) {
      ERRORS.check(path, backend);
    }
  }
}
