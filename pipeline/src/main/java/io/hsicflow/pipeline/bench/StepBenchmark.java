package io.hsicflow.pipeline.bench;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Backends;
import io.hsicflow.model.learner.Batch;
import io.hsicflow.model.learner.Learner;
import io.hsicflow.model.learner.LearnerSettings;
import io.hsicflow.model.random.CounterRandom;
import io.hsicflow.model.random.Purpose;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * Times whole steps of a learner on random images in a plain loop. Times and memory come from a
 * learner on the bare backend; where the time goes from a second one whose operations are timed.
 */
public final class StepBenchmark {
  private static final int BOOKED_WARMUP = 2;
  private static final int BOOKED_STEPS = 5;

  private StepBenchmark() {}

  /**
   * Runs the steps.
   *
   * @throws IllegalArgumentException with a sentence, where there is no such backend
   */
  public static StepTimes run(StepSettings settings) {
    Batch batch = randomImages(settings.learner());
    try (Backend backend =
        Backends.open(settings.backend(), settings.precision(), settings.threads())) {
      double[] milliseconds = times(settings, backend, batch);
      OptionalLong memory = PeakMemory.megabytes();
      TimedBackend timed = new TimedBackend(backend);
      try (Learner learner = Learner.create(timed.asBackend(), settings.learner())) {
        for (int i = 0; i < BOOKED_WARMUP; i++) {
          learner.step(batch);
        }
        OperationBook book = new OperationBook(learner.layout());
        timed.begin(book);
        long start = System.nanoTime();
        for (int i = 0; i < BOOKED_STEPS; i++) {
          learner.step(batch);
        }
        long wall = System.nanoTime() - start;
        return new StepTimes(
            settings,
            backend.name(),
            milliseconds,
            memory,
            book.shares(wall, settings.lanes()),
            1 - (double) book.networks() / wall,
            book.operations() / 1e9 / BOOKED_STEPS,
            ProductPeak.gflops(backend, settings.lanes()),
            book.lines(BOOKED_STEPS));
      }
    }
  }

  /** Sorted. */
  private static double[] times(StepSettings settings, Backend backend, Batch batch) {
    double[] milliseconds = new double[settings.steps()];
    try (Learner learner = Learner.create(backend, settings.learner())) {
      for (int i = 0; i < settings.warmup(); i++) {
        learner.step(batch);
      }
      for (int i = 0; i < milliseconds.length; i++) {
        long start = System.nanoTime();
        learner.step(batch);
        milliseconds[i] = (System.nanoTime() - start) / 1e6;
      }
    }
    Arrays.sort(milliseconds);
    return milliseconds;
  }

  private static Batch randomImages(LearnerSettings settings) {
    int side = settings.architecture().inputSize();
    int bytes = Math.multiplyExact(settings.batch(), side * side * 3);
    return new Batch(randomView(bytes, 0), randomView(bytes, 1), null, settings.batch());
  }

  private static byte[] randomView(int bytes, int number) {
    CounterRandom random = CounterRandom.at(0, Purpose.TEST, 0, number);
    byte[] view = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      view[i] = (byte) random.nextInt();
    }
    return view;
  }
}
