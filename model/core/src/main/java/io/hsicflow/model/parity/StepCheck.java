package io.hsicflow.model.parity;

import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.learner.Batch;
import io.hsicflow.model.learner.Learner;
import io.hsicflow.model.learner.LearnerSettings;
import io.hsicflow.model.learner.LearnerTensors;
import io.hsicflow.model.learner.StepReport;
import io.hsicflow.model.network.Stem;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Kind {@code step}: whole steps with stored weights, views and draws; logs and final tensors. */
final class StepCheck implements BackendCheck {
  /** Such a bias has gradient 0: what is stored of it is rounding noise. */
  private static final Set<String> FEED_BATCH_NORM = Set.of("projector.0.bias", "predictor.0.bias");

  @Override
  public void check(GoldenFile file, Bench bench, Measures measures) {
    LearnerSettings settings = settings(file);
    Precision precision = bench.backend().precision();
    Bars bars = Bars.of(precision, settings.architecture().depth());
    int all = file.whole("steps");
    int steps = Bars.steps(precision, all);
    try (Learner learner = Learner.create(bench.backend(), settings, new StoredDraws(file, true))) {
      LearnerTensors.start(
          learner,
          name -> file.values("initial.online." + name),
          name -> file.values("initial.target." + name));
      checkLogs(learner, file, steps, bars, measures);
      if (steps == all) {
        for (LearnerTensors.Part part : LearnerTensors.Part.values()) {
          checkFinals(learner, part, file, bars.stepFinal(), measures);
        }
      } else {
        measures.note(
            "The first %d of %d steps; %s is not held to those behind them."
                .formatted(steps, all, precision == Precision.BFLOAT16 ? "bfloat16" : "float"));
      }
    }
  }

  private static LearnerSettings settings(GoldenFile file) {
    boolean target = file.flag("target");
    return LearnerSettings.builder()
        .depth(file.whole("depth"))
        .width(file.whole("width"))
        .stem(Stem.of(file.text("stem")))
        .inputSize(file.whole("size"))
        .hidden(file.whole("hidden"))
        .output(file.whole("output"))
        .target(target)
        .probeClasses(file.whole("classes"))
        .batch(file.whole("batch"))
        .kernel(file.kernel())
        .frequencies(file.whole("features"))
        .gamma(file.number("gamma"))
        .scaleRows(file.whole("scale_rows") * (target ? 4 : 2))
        .scaleRate(file.number("kernel_learning_rate"))
        .weightDecay(file.number("weight_decay"))
        .eta(file.number("eta"))
        .momentum(file.number("momentum"))
        .evaluationDecay(file.number("evaluation_decay"))
        .baseRate(file.number("base_learning_rate"))
        .warmupSteps(file.whole("warmup_steps"))
        .steps(file.whole("total_steps"))
        .baseTau(file.number("base_tau"))
        .build();
  }

  private static void checkLogs(
      Learner learner, GoldenFile file, int steps, Bars bars, Measures measures) {
    if (!(file.metadata("log") instanceof List<?> log) || log.size() < steps) {
      throw file.wrong("has no log of " + steps + " steps");
    }
    int batch = learner.settings().batch();
    for (int step = 0; step < steps; step++) {
      if (!(log.get(step) instanceof Map<?, ?> golden)) {
        throw file.wrong("has a log of step " + step + " that is no object");
      }
      StepReport report = learner.step(batch(file, step, batch));
      String of = " of step " + step;
      measures.equal("number" + of, report.step(), step);
      measures.equal("images" + of, report.images(), (step + 1L) * batch);
      log(file, golden, "hsic_zy", of, report.hsicZy(), bars.losses(), measures);
      log(file, golden, "hsic_zz", of, report.hsicZz(), bars.losses(), measures);
      log(file, golden, "loss", of, report.loss(), bars.losses(), measures);
      log(file, golden, "probe_loss", of, report.probeLoss(), bars.losses(), measures);
      log(file, golden, "scale_objective", of, report.scaleObjective(), bars.stepLog(), measures);
      log(file, golden, "learning_rate", of, report.learningRate(), Bars.STEP_SCHEDULE, measures);
      log(file, golden, "tau", of, report.tau(), Bars.STEP_SCHEDULE, measures);
      log(file, golden, "gradient_norm", of, report.gradientNorm(), bars.stepLog(), measures);
      log(file, golden, "kernel_scale_after", of, report.kernelScale(), bars.stepLog(), measures);
    }
  }

  private static Batch batch(GoldenFile file, int step, int size) {
    String prefix = "step." + step + ".";
    String labels = prefix + "labels";
    return new Batch(
        file.tensor(prefix + "view1").bytes(),
        file.tensor(prefix + "view2").bytes(),
        file.has(labels) ? file.tensor(labels).toInts() : null,
        size);
  }

  private static void log(
      GoldenFile file,
      Map<?, ?> golden,
      String name,
      String of,
      double ours,
      double bar,
      Measures measures) {
    measures.number(name + of, ours, file.number(golden, name), bar);
  }

  private static void checkFinals(
      Learner learner, LearnerTensors.Part part, GoldenFile file, double bar, Measures measures) {
    String prefix = "final." + part.name().toLowerCase(Locale.ROOT) + ".";
    Map<String, double[]> parameters = LearnerTensors.parameters(learner, part);
    double largest = 0;
    for (String name : parameters.keySet()) {
      for (double value : file.values(prefix + name)) {
        largest = Math.max(largest, Math.abs(value));
      }
    }
    for (Map.Entry<String, double[]> parameter : parameters.entrySet()) {
      String name = prefix + parameter.getKey();
      double[] golden = file.values(name);
      if (FEED_BATCH_NORM.contains(parameter.getKey())) {
        measures.add(name, difference(parameter.getValue(), golden) / largest, Bars.NOISE);
      } else {
        measures.tensor(name, parameter.getValue(), golden, bar);
      }
    }
    LearnerTensors.statistics(learner, part)
        .forEach(
            (name, ours) -> measures.tensor(prefix + name, ours, file.values(prefix + name), bar));
  }

  /** The largest of any value. */
  private static double difference(double[] ours, double[] golden) {
    double largest = 0;
    for (int i = 0; i < golden.length; i++) {
      largest = Math.max(largest, Math.abs(ours[i] - golden[i]));
    }
    return largest;
  }
}
