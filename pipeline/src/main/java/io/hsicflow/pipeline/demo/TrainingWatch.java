package io.hsicflow.pipeline.demo;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.hsicflow.pipeline.UserException;
import io.hsicflow.pipeline.job.ProgressTail;
import io.hsicflow.pipeline.run.RunningJob;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Watches a training job to its end: feeds it, shows its progress, has its snapshots evaluated. */
final class TrainingWatch {
  private static final Duration TURN = Duration.ofMillis(200);
  private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(20);

  private final RunningJob job;
  private final ProgressTail tail;
  private final TrainingFeed feed;
  private final long steps;
  private final int batch;

  /** Times and images of the last while, for the speed. */
  private final Deque<long[]> recent = new ArrayDeque<>();

  private ProgressTail.Step last = new ProgressTail.Step(0, 0, Double.NaN, 0, 0, 0);

  TrainingWatch(RunningJob job, ProgressTail tail, TrainingFeed feed, long steps, int batch) {
    this.job = job;
    this.tail = tail;
    this.feed = feed;
    this.steps = steps;
    this.batch = batch;
  }

  /** The last step done. */
  ProgressTail.Step last() {
    return last;
  }

  /**
   * Waits for the end of the training.
   *
   * @throws UserException where the job was cancelled by someone else
   * @throws ExecutionException with what made the job fail
   */
  void toTheEnd(ProgressLine line, AccuracyCurve curve, DemoFolder folder)
      throws IOException, InterruptedException, ExecutionException {
    double accuracy = Double.NaN;
    boolean ended;
    do {
      ended = turn(new ArrayList<>());
      Optional<AccuracyCurve.Point> point = curve.poll();
      if (point.isPresent()) {
        accuracy = point.get().score().nearest5();
        line.say(describe(point.get()));
        folder.writeCurve(curve.csv());
      }
      line.show(state(accuracy), System.nanoTime());
    } while (!ended);
    line.finish(state(accuracy));
  }

  /** Has the first steps timed, and ends the job as soon as that is done. */
  StepTimer timed() throws IOException, InterruptedException, ExecutionException {
    StepTimer timer = new StepTimer();
    boolean ended;
    do {
      List<ProgressTail.Step> news = new ArrayList<>();
      ended = turn(news);
      // By the trainer's clock: many fast steps come with one look.
      news.forEach(step -> timer.progress(step.step(), MILLISECONDS.toNanos(step.endMillis())));
    } while (!ended && !timer.isDone());
    if (!ended) {
      job.cancel();
    }
    return timer;
  }

  /**
   * Waits a moment and takes in what has happened; returns whether the job has ended.
   *
   * @param news the steps done since the last turn are added to it
   */
  private boolean turn(List<ProgressTail.Step> news)
      throws IOException, InterruptedException, ExecutionException {
    boolean ended = false;
    try {
      if (!job.awaitTermination(TURN)) {
        throw new UserException(
            "The training job was cancelled from elsewhere; start the demo again.");
      }
      ended = true;
    } catch (TimeoutException e) {
      // It still runs: what it has written until now follows.
      ended = false;
    }
    news.addAll(tail.next());
    for (ProgressTail.Step step : news) {
      last = step;
    }
    if (!news.isEmpty()) {
      // By steps: those that a guard leaves out take images too.
      long taken = last.step() * batch;
      feed.seen(taken);
      long now = System.nanoTime();
      recent.addLast(new long[] {now, taken});
      while (recent.size() > 2 && now - recent.peekFirst()[0] > WINDOW_NANOS) {
        recent.removeFirst();
      }
    }
    return ended;
  }

  private ProgressLine.State state(double accuracy) {
    double speed = Double.NaN;
    double left = Double.NaN;
    if (recent.size() > 1) {
      long[] from = recent.peekFirst();
      long[] to = recent.peekLast();
      speed = (to[1] - from[1]) / ((to[0] - from[0]) / 1e9);
      left = (double) Math.max(0, steps - last.step()) * batch / speed;
    }
    return new ProgressLine.State(last.step(), last.loss(), speed, left, accuracy);
  }

  private static String describe(AccuracyCurve.Point point) {
    Score score = point.score();
    String worth =
        Double.isNaN(score.nearest5())
            ? String.format(
                Locale.ROOT, "RankMe %.1f, deviation %.3f", score.rankMe(), score.deviation())
            : String.format(
                Locale.ROOT,
                "on a part of the probe kNN %.1f %% (k = 5), %.1f %% (k = 200), linear %.1f %%, RankMe %.1f",
                100 * score.nearest5(),
                100 * score.nearest200(),
                100 * score.linear(),
                score.rankMe());
    return String.format(Locale.ROOT, "After %,d images: %s", point.images(), worth);
  }
}
