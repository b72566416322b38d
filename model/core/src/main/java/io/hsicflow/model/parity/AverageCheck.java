package io.hsicflow.model.parity;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Tensor;
import io.hsicflow.model.optim.EvaluationAverage;

/** Kind {@code schedule}, the part of it that a backend computes: the zero-debiased average. */
final class AverageCheck implements BackendCheck {
  private static final String AVERAGE = "evaluation_average";

  @Override
  public void check(GoldenFile file, Bench bench, Measures measures) {
    Backend backend = bench.backend();
    double bar = Bars.of(backend.precision(), 0).average();
    double[] values = file.numbers(file.at(AVERAGE, "values"));
    double[] averages = file.numbers(file.at(AVERAGE, "averages"));
    Tensor hidden = backend.zeros(1);
    EvaluationAverage average =
        new EvaluationAverage(
            backend, file.numberAt(AVERAGE, "decay"), hidden, number(backend, values[0]));
    for (int i = 0; i < values.length; i++) {
      if (i > 0) {
        average.update(number(backend, values[i]));
      }
      measures.equal("count of values", average.count(), i + 1);
      double ours = backend.read(hidden)[0] * average.debias();
      measures.number("average of " + (i + 1) + " values", ours, averages[i], bar);
    }
  }

  private static Tensor number(Backend backend, double value) {
    return backend.of(new double[] {value}, 1);
  }
}
