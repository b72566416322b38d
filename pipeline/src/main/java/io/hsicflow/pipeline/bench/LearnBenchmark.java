package io.hsicflow.pipeline.bench;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.learner.Batch;
import io.hsicflow.model.learner.Learner;
import io.hsicflow.model.learner.StepReport;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * Trains in a plain loop, without Flink, and says how good the encoder has become by images and
 * minutes. The clock stands still during evaluations.
 */
public final class LearnBenchmark {
  private static final double NANOS_PER_MINUTE = 60e9;

  private final LearnSettings settings;
  private final LearnPictures pictures;
  private final LearnAccuracy accuracy;
  private final long every;
  private long images;
  private long nanos;
  private long nanosThen;
  private long imagesThen;
  private long waited;

  private LearnBenchmark(LearnSettings settings, LearnPictures pictures) {
    this.settings = settings;
    this.pictures = pictures;
    accuracy = new LearnAccuracy(settings.options(), pictures);
    every = settings.every() > 0 ? settings.every() : pictures.train().size();
  }

  /**
   * What is learned from, and on what.
   *
   * @param backend that was opened
   * @param train images to learn from
   * @param bank images that neighbours are looked for among
   * @param query images that are classified
   * @param refused images that could not be decoded
   */
  public record Begin(String backend, int train, int bank, int query, int refused) {}

  /**
   * Trains until minutes, images or the schedule come to their end; evaluates there as well.
   *
   * @param begin told once, before the first step
   * @param points told of every evaluation
   * @return the evaluation with the best weighted vote of 200, the first of equal ones
   * @throws io.hsicflow.pipeline.UserException where the data are too few
   * @throws IllegalArgumentException with a sentence, where settings do not fit together
   */
  public static LearnPoint run(
      LearnSettings settings, Consumer<Begin> begin, Consumer<LearnPoint> points)
      throws IOException, InterruptedException {
    LearnPictures pictures =
        LearnPictures.read(settings.options(), settings.data(), settings.bank());
    return new LearnBenchmark(settings, pictures).train(begin, points);
  }

  private LearnPoint train(Consumer<Begin> begin, Consumer<LearnPoint> points)
      throws InterruptedException {
    try (Backend backend = LearnBackend.open(settings.options());
        Learner learner = Learner.create(backend, settings.learner());
        ViewThreads views = new ViewThreads(settings, pictures.train())) {
      begin.accept(
          new Begin(
              backend.name(),
              pictures.train().size(),
              pictures.bank().size(),
              pictures.query().size(),
              pictures.refused()));
      LearnPoint best = null;
      boolean ended = false;
      while (!ended) {
        StepReport report = step(learner, views);
        ended = hasEnded(learner);
        // Every multiple is judged at the first step that reaches it.
        if (ended || images / every > imagesThen / every) {
          LearnPoint point = point(learner, report);
          points.accept(point);
          best = better(best, point);
        }
      }
      return best;
    }
  }

  /** The earlier one unless the later is better, or the first that is a number. */
  private static LearnPoint better(LearnPoint earlier, LearnPoint later) {
    boolean first = earlier == null || Double.isNaN(earlier.nearest200());
    return first || later.nearest200() > earlier.nearest200() ? later : earlier;
  }

  private StepReport step(Learner learner, ViewThreads views) throws InterruptedException {
    long start = System.nanoTime();
    Batch batch = views.take();
    waited += System.nanoTime() - start;
    StepReport report = learner.step(batch);
    views.giveBack(batch);
    images += batch.size();
    nanos += System.nanoTime() - start;
    return report;
  }

  private boolean hasEnded(Learner learner) {
    return learner.isComplete()
        || images + learner.settings().batch() > settings.images()
        || nanos / NANOS_PER_MINUTE >= settings.minutes();
  }

  private LearnPoint point(Learner learner, StepReport report) {
    LearnAccuracy.Fractions fractions = accuracy.of(learner.snapshot()).all();
    double since = nanos - nanosThen;
    LearnPoint point =
        new LearnPoint(
            images,
            (double) images / pictures.train().size(),
            nanos / NANOS_PER_MINUTE,
            (images - imagesThen) * 1e9 / since,
            waited / since,
            report.loss(),
            report.kernelScale(),
            fractions.nearest5(),
            fractions.nearest200());
    nanosThen = nanos;
    imagesThen = images;
    waited = 0;
    return point;
  }
}
