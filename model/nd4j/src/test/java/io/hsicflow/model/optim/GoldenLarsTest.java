package io.hsicflow.model.optim;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Backends;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.backend.Tensor;
import io.hsicflow.model.golden.GoldenErrors;
import io.hsicflow.model.golden.GoldenFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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

  private static final String INITIAL = "initial.";

  @ParameterizedTest
  @CsvSource({"0,FLOAT64", "1,FLOAT64", "0,FLOAT32", "1,FLOAT32"})
  void parametersAfterEachStepEqualTheReference(int number, Precision precision)
      throws IOException {
    GoldenFile file = GoldenFile.open("reference/lars-" + number + ".safetensors");
    double bar = precision == Precision.FLOAT64 ? 1e-9 : 1e-5;
    OptimiserSettings settings =
        new OptimiserSettings(
            file.number("weight_decay"), file.number("eta"), file.number("momentum"), 0.999);
    List<?> excluded = (List<?>) file.params().get("excluded");
    List<?> rates = (List<?>) file.params().get("learning_rates");
    List<String> names =
        file.tensors().tensors().keySet().stream()
            .filter(name -> name.startsWith(INITIAL))
            .map(name -> name.substring(INITIAL.length()))
            .toList();
    try (Backend backend = Backends.open("nd4j", precision, 2)) {
      List<Lars.Segment> segments = new ArrayList<>();
      for (String name : names) {
        double[] initial = file.values(INITIAL + name);
        segments.add(
            new Lars.Segment(
                backend.of(initial, initial.length),
                backend.zeros(initial.length),
                backend.zeros(initial.length),
                !excluded.contains(name)));
      }
      Lars lars = new Lars(backend, settings);
      for (int step = 0; step < rates.size(); step++) {
        for (int i = 0; i < names.size(); i++) {
          backend.write(
              segments.get(i).gradient(), file.values("gradient." + step + "." + names.get(i)));
        }
        double rate = ((Number) rates.get(step)).doubleValue();
        segments.forEach(segment -> lars.update(segment, rate));
        for (int i = 0; i < names.size(); i++) {
          double[] ours = backend.read(segments.get(i).parameters());
          String what = names.get(i) + " after step " + step;
          ERRORS.check(
              "lars",
              precision,
              what,
              ours,
              file.values("after." + step + "." + names.get(i)),
              bar);
        }
      }
    }
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

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  void evaluationAverageEqualsTheReference(Precision precision) {
    double[] values = {
      -0.28103008626668086,
      -0.8057856346766995,
      -1.1791177999373086,
      1.2398237415953943,
      -1.4286619226291175,
      0.15932353872425073,
      0.5711987727353107
    };
    double[] averages = {
      -0.2810300862666806,
      -0.5435391149860571,
      -0.7556106775084711,
      -0.25600316094026937,
      -0.4910044460807031,
      -0.38234516232990556,
      -0.2457153933368603
    };
    try (Backend backend = Backends.open("nd4j", precision, 1)) {
      Tensor hidden = backend.zeros(1);
      EvaluationAverage average =
          new EvaluationAverage(backend, 0.999, hidden, backend.of(new double[] {values[0]}, 1));
      double bar = precision == Precision.FLOAT64 ? 1e-12 : 1e-5;
      for (int i = 0; i < values.length; i++) {
        if (i > 0) {
          average.update(backend.of(new double[] {values[i]}, 1));
        }
        assertThat(average.count()).isEqualTo(i + 1);
        double ours = backend.read(hidden)[0] * average.debias();
        ERRORS.check("evaluation average", precision, "value " + i, ours, averages[i], bar);
      }
    }
  }
}
