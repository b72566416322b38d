package io.hsicflow.model.learner;

import com.sun.management.OperatingSystemMXBean;
import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Backends;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.backend.Scope;
import io.hsicflow.model.backend.Tensor;
import io.hsicflow.model.loss.CounterDraws;
import io.hsicflow.model.loss.Estimator;
import io.hsicflow.model.loss.FeatureDirections;
import io.hsicflow.model.loss.FrequencySampler;
import io.hsicflow.model.loss.HsicLoss;
import io.hsicflow.model.loss.KernelScale;
import io.hsicflow.model.network.Stem;
import io.hsicflow.model.optim.Lars;
import io.hsicflow.model.random.CounterRandom;
import io.hsicflow.model.random.Purpose;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;

/**
 * Times whole steps and, apart, what is not networks: loss, kernel scale, LARS, averages.
 * Arguments, all optional: {@code width=16 batch=64 hidden=512 output=128 steps=20 threads=2
 * size=32 depth=18 draws=1 orthogonal=0 exact=0}.
 */
public final class StepTiming {
  private StepTiming() {}

  /** Prints median wall and mean processor times in milliseconds. */
  public static void main(String[] arguments) {
    int steps = number(arguments, "steps", 20);
    LearnerSettings settings =
        LearnerSettings.builder()
            .depth(number(arguments, "depth", 18))
            .width(number(arguments, "width", 16))
            .stem(Stem.CIFAR)
            .inputSize(number(arguments, "size", 32))
            .hidden(number(arguments, "hidden", 512))
            .output(number(arguments, "output", 128))
            .batch(number(arguments, "batch", 64))
            .draws(number(arguments, "draws", 1))
            .directions(FeatureDirections.values()[number(arguments, "orthogonal", 0)])
            .estimator(Estimator.values()[number(arguments, "exact", 0)])
            .probeClasses(3)
            .build();
    try (Backend backend =
            Backends.open("nd4j", Precision.FLOAT32, number(arguments, "threads", 2));
        Learner learner = Learner.create(backend, settings)) {
      Batch batch = TinyLearner.batch(settings, 0);
      Cost step = cost(steps, () -> learner.step(batch));
      System.out.printf("step %s ms, %.1f images/s%n", step, settings.batch() / step.wall() * 1000);
      parts(backend, learner, settings, steps, step);
    }
  }

  @SuppressWarnings("try") // the scope is there to be closed
  private static void parts(
      Backend backend, Learner learner, LearnerSettings settings, int steps, Cost step) {
    CounterDraws draws =
        new CounterDraws(
            1, new FrequencySampler(settings.loss().kernel(), settings.loss().directions()));
    HsicLoss loss = new HsicLoss(backend, settings.loss(), draws);
    KernelScale scale = new KernelScale(backend, settings.loss(), draws);
    int output = settings.architecture().output();
    int rows = 4 * settings.batch();
    CounterRandom random = CounterRandom.at(1, Purpose.TEST, 0, 0);
    double[] hiddens = new double[rows * output];
    Arrays.setAll(hiddens, i -> random.nextGaussian());
    try (Scope scope = backend.scope()) {
      Tensor raw = backend.of(hiddens, rows, output);
      HsicLoss.Result result = loss.evaluate(raw, 4, 2, 1, 0);
      Cost lossTime =
          cost(
              steps,
              () -> {
                try (Scope inner = backend.scope()) {
                  loss.evaluate(raw, 4, 2, 1, 0);
                }
              });
      Cost drawTime =
          cost(
              steps,
              () -> {
                draws.features(0, 0, 0, settings.loss().frequencies(), output);
                draws.features(0, 0, 1, settings.loss().frequencies(), output);
              });
      Cost scaleTime = cost(steps, () -> scale.update(result.stack(), 0));
      LearnerBuffers buffers = learner.buffers();
      Lars lars = new Lars(backend, settings.optimiser());
      List<ParameterHalf> halves = ParameterHalf.of(backend, buffers);
      Cost larsTime =
          cost(
              steps,
              () ->
                  halves.forEach(
                      half -> half.parts().forEach(part -> lars.update(part.segment(), 1e-6))));
      Cost flatTime =
          cost(
              steps,
              () -> {
                backend.fill(buffers.gradient().flat(), 0);
                backend.fill(buffers.secondGradient().flat(), 0);
                backend.axpy(1, buffers.secondGradient().flat(), buffers.gradient().flat());
                backend.sumOfSquares(buffers.gradient().flat());
                halves.forEach(
                    half ->
                        half.parts().stream()
                            .filter(part -> part.target() != null)
                            .forEach(
                                part ->
                                    backend.lerp(
                                        part.target(), part.segment().parameters(), 0.01)));
                learner.average().update(buffers.online().flat());
              });
      Cost all = lossTime.plus(scaleTime).plus(larsTime).plus(flatTime);
      System.out.printf(
          "loss %s (of it draws %s), kernel scale %s, LARS %s, flat passes %s: %s ms, %.1f %% of the step's processor time%n",
          lossTime,
          drawTime,
          scaleTime,
          larsTime,
          flatTime,
          all,
          100 * all.processor() / step.processor());
    }
  }

  /** Wall and processor time of one turn; the latter says more beside busy neighbours. */
  private record Cost(double wall, double processor) {
    Cost plus(Cost other) {
      return new Cost(wall + other.wall, processor + other.processor);
    }

    @Override
    public String toString() {
      return "%.1f/%.1f".formatted(wall, processor);
    }
  }

  private static Cost cost(int count, Runnable work) {
    for (int i = 0; i < Math.max(3, count / 2); i++) {
      work.run();
    }
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    double[] times = new double[count];
    long processor = system.getProcessCpuTime();
    for (int i = 0; i < count; i++) {
      long start = System.nanoTime();
      work.run();
      times[i] = (System.nanoTime() - start) / 1e6;
    }
    processor = system.getProcessCpuTime() - processor;
    Arrays.sort(times);
    return new Cost(times[count / 2], processor / 1e6 / count);
  }

  private static int number(String[] arguments, String name, int otherwise) {
    for (String argument : arguments) {
      if (argument.startsWith(name + "=")) {
        return Integer.parseInt(argument.substring(name.length() + 1));
      }
    }
    return otherwise;
  }
}
