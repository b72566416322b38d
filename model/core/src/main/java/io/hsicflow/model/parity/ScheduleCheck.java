package io.hsicflow.model.parity;

import io.hsicflow.model.optim.LearningRate;
import io.hsicflow.model.optim.ScheduleSettings;
import io.hsicflow.model.optim.TargetMomentum;
import java.util.List;
import java.util.Map;

/** Kind {@code schedule}: learning rate and tau at steps of bounded runs. */
final class ScheduleCheck implements PlainCheck {
  @Override
  public void check(GoldenFile file, Measures measures) {
    for (Object item : file.list("cases")) {
      if (!(item instanceof Map<?, ?> run)) {
        throw file.wrong("has a case that is no object but " + item);
      }
      // docs/method.md section 6: the peak is the base rate times B / 256.
      double peak = file.number(run, "base_learning_rate") * file.number(run, "batch") / 256;
      double base = file.number(run, "base_tau");
      long total = (long) file.number(run, "total_steps");
      long warmup = (long) file.number(run, "warmup_steps");
      ScheduleSettings settings = new ScheduleSettings(total, warmup, peak, 0, 1, base, base, 0);
      check(file, settings, run, measures);
    }
  }

  private static void check(
      GoldenFile file, ScheduleSettings settings, Map<?, ?> run, Measures measures) {
    LearningRate learningRate = new LearningRate(settings);
    TargetMomentum momentum = new TargetMomentum(settings);
    double[] steps = file.numbers(run.get("steps"));
    double[] rates = file.numbers(run.get("learning_rate"));
    double[] taus = file.numbers(run.get("tau"));
    List<?> lengths = List.of(steps.length, rates.length, taus.length);
    if (lengths.stream().distinct().count() > 1) {
      throw file.wrong("has a case with steps, rates and taus of different numbers " + lengths);
    }
    for (int i = 0; i < steps.length; i++) {
      long step = (long) steps[i];
      String of = " of step " + step + " of " + settings.steps();
      double scale = Math.abs(rates[i]) + Bars.RATE_FLOOR * settings.peakRate();
      double off = Math.abs(learningRate.at(step) - rates[i]);
      measures.add("learning_rate" + of, scale == 0 ? off : off / scale, Bars.RATE);
      measures.add("tau" + of, Math.abs(1 - momentum.oneMinusTau(step) - taus[i]), Bars.TAU);
    }
  }
}
