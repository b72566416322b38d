package io.hsicflow.pipeline.bench;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.learner.Batch;
import io.hsicflow.model.learner.Learner;
import java.util.OptionalLong;

/**
 * Times whole steps of a learner on random images in a plain loop. Times and memory come from a
 * learner on the bare backend; where the time goes from a second one whose operations are timed.
 */
public final class StepBenchmark {
  private static final int BOOKED_WARMUP = 2;

  private StepBenchmark() {}

  /**
   * Runs the steps.
   *
   * @throws IllegalArgumentException with a sentence, where there is no such backend
   */
  public static StepTimes run(StepSettings settings) {
    Batch batch = RandomViews.batch(settings.learner());
    try (Backend backend = settings.measuring().open()) {
      Spread milliseconds =
          new Spread(BareLoop.run(settings, backend, step -> batch).milliseconds());
      OptionalLong memory = PeakMemory.megabytes();
      TimedBackend timed = new TimedBackend(backend);
      try (Learner learner = Learner.create(timed.asBackend(), settings.learner())) {
        for (int i = 0; i < BOOKED_WARMUP; i++) {
          learner.step(batch);
        }
        OperationBook book = new OperationBook(learner.layout());
        int booked = settings.measuring().steps();
        timed.begin(book);
        long start = System.nanoTime();
        for (int i = 0; i < booked; i++) {
          learner.step(batch);
        }
        long wall = System.nanoTime() - start;
        return new StepTimes(
            settings,
            backend.name(),
            milliseconds,
            memory,
            book.shares(wall, settings.measuring().lanes()),
            1 - (double) book.networks() / wall,
            book.operations() / 1e9 / booked,
            ProductPeak.gflops(backend, settings.measuring().lanes()),
            book.lines(booked));
      }
    }
  }
}
