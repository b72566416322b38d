package io.hsicflow.pipeline.bench;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Tensor;
import io.hsicflow.model.learner.LearnerSettings;
import io.hsicflow.model.loss.CounterDraws;
import io.hsicflow.model.loss.Estimator;
import io.hsicflow.model.loss.FeatureDirections;
import io.hsicflow.model.loss.FrequencySampler;
import io.hsicflow.model.loss.HsicLoss;
import io.hsicflow.model.loss.KernelScale;
import io.hsicflow.model.loss.LossSettings;
import io.hsicflow.model.loss.ScaleObjective;
import io.hsicflow.model.loss.StepDraws;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Times the loss alone on given hiddens, by each way to estimate it, and compares its gradients
 * with those of the exact kernel. The kernel scale is 1 in every step.
 */
public final class LossBenchmark {
  private static final List<LossSettings> SETTINGS =
      List.of(
          features(FeatureDirections.INDEPENDENT, 1),
          features(FeatureDirections.INDEPENDENT, 8),
          features(FeatureDirections.ORTHOGONAL, 1),
          features(FeatureDirections.ORTHOGONAL, 8),
          LearnerSettings.builder().estimator(Estimator.EXACT).build().loss());

  private static final double SCALE = 1;

  private LossBenchmark() {}

  /**
   * Measures every setting on each of these hiddens.
   *
   * @throws IllegalArgumentException with a sentence, where there is no such backend
   */
  public static LossTimes run(List<HiddensSettings> hiddens, Measuring measuring) {
    try (Backend backend = measuring.open()) {
      List<LossTimes.Row> rows = new ArrayList<>();
      for (HiddensSettings each : hiddens) {
        double[] numbers = each.draw();
        double[] exact = exactGradient(backend, each, numbers);
        for (LossSettings loss : SETTINGS) {
          rows.add(new Measurement(backend, each, numbers, exact, loss).row(measuring));
        }
      }
      return new LossTimes(backend.name(), measuring, rows);
    }
  }

  private static LossSettings features(FeatureDirections directions, int draws) {
    return LearnerSettings.builder().directions(directions).draws(draws).build().loss();
  }

  private static double[] exactGradient(
      Backend backend, HiddensSettings hiddens, double[] numbers) {
    LossSettings exact = SETTINGS.get(SETTINGS.size() - 1);
    double[][] gradient = new double[1][];
    backend.scoped(
        () -> {
          HsicLoss loss = new HsicLoss(backend, exact, draws(exact));
          gradient[0] = backend.read(evaluate(rows(backend, hiddens, numbers), loss, 0).gradient());
        });
    return gradient[0];
  }

  private static StepDraws draws(LossSettings loss) {
    return new CounterDraws(0, new FrequencySampler(loss.kernel(), loss.directions()));
  }

  private static Tensor rows(Backend backend, HiddensSettings hiddens, double[] numbers) {
    return backend.of(numbers, HiddensSettings.HIDDENS * hiddens.images(), hiddens.dimension());
  }

  private static HsicLoss.Result evaluate(Tensor raw, HsicLoss loss, long step) {
    return loss.evaluate(raw, HiddensSettings.HIDDENS, HiddensSettings.TRAINED, SCALE, step);
  }

  /** One setting on given hiddens. */
  private static final class Measurement {
    private final Backend backend;
    private final HiddensSettings hiddens;
    private final double[] numbers;
    private final double[] exact;
    private final LossSettings settings;
    private final HsicLoss loss;
    private final KernelScale scale;
    private long lossNanos;
    private long scaleNanos;
    private double[] gradient;

    Measurement(
        Backend backend,
        HiddensSettings hiddens,
        double[] numbers,
        double[] exact,
        LossSettings settings) {
      this.backend = backend;
      this.hiddens = hiddens;
      this.numbers = numbers;
      this.exact = exact;
      this.settings = settings;
      loss = new HsicLoss(backend, settings, draws(settings));
      scale = new KernelScale(backend, settings, draws(settings));
    }

    LossTimes.Row row(Measuring measuring) {
      for (int step = 0; step < measuring.warmup(); step++) {
        step(step);
      }
      double[] lossTimes = new double[measuring.steps()];
      double[] scaleTimes = new double[measuring.steps()];
      double error = 0;
      double cosine = 0;
      for (int i = 0; i < measuring.steps(); i++) {
        step(measuring.warmup() + i);
        lossTimes[i] = lossNanos / 1e6;
        scaleTimes[i] = scaleNanos / 1e6;
        GradientError off = GradientError.of(gradient, exact);
        error += off.relative() / measuring.steps();
        cosine += off.cosine() / measuring.steps();
      }
      return new LossTimes.Row(
          hiddens,
          settings,
          median(lossTimes),
          median(scaleTimes),
          new GradientError(error, cosine));
    }

    private void step(long step) {
      backend.scoped(
          () -> {
            Tensor raw = rows(backend, hiddens, numbers);
            long start = System.nanoTime();
            HsicLoss.Result result = evaluate(raw, loss, step);
            long middle = System.nanoTime();
            List<List<ScaleObjective>> halves = Arrays.asList(null, null);
            backend.sideBySide(
                () -> halves.set(0, scale.observe(result.stack(), step, 0)),
                () -> halves.set(1, scale.observe(result.stack(), step, 1)));
            scale.update(halves.get(0), halves.get(1));
            scaleNanos = System.nanoTime() - middle;
            lossNanos = middle - start;
            gradient = backend.read(result.gradient());
          });
    }

    private static double median(double[] times) {
      Arrays.sort(times);
      return times[times.length / 2];
    }
  }
}
