package io.hsicflow.model.parity;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.optim.Lars;
import io.hsicflow.model.optim.OptimiserSettings;
import java.util.ArrayList;
import java.util.List;

/** Kind {@code lars}: all parameters after every step. */
final class LarsCheck implements BackendCheck {
  private static final String INITIAL = "initial.";

  @Override
  public void check(GoldenFile file, Bench bench, Measures measures) {
    Backend backend = bench.backend();
    double bar = Bars.of(backend.precision(), 0).terms();
    OptimiserSettings settings =
        new OptimiserSettings(
            file.number("weight_decay"),
            file.number("eta"),
            file.number("momentum"),
            OptimiserSettings.DEFAULT.evaluationDecay());
    List<?> excluded = file.list("excluded");
    double[] rates = file.numbers(file.list("learning_rates"));
    List<String> names =
        file.tensors().tensors().keySet().stream()
            .filter(name -> name.startsWith(INITIAL))
            .map(name -> name.substring(INITIAL.length()))
            .toList();
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
    for (int step = 0; step < rates.length; step++) {
      for (int i = 0; i < names.size(); i++) {
        backend.write(
            segments.get(i).gradient(), file.values("gradient." + step + "." + names.get(i)));
      }
      double rate = rates[step];
      segments.forEach(segment -> lars.update(segment, rate));
      for (int i = 0; i < names.size(); i++) {
        String after = "after." + step + "." + names.get(i);
        double[] ours = backend.read(segments.get(i).parameters());
        measures.tensor(after, ours, file.values(after), bar);
      }
    }
  }
}
