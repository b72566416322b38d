package io.hsicflow.pipeline.evaluate;

import io.hsicflow.model.backend.CrossEntropy;
import io.hsicflow.model.learner.SupervisedSettings;
import io.hsicflow.operators.clock.Clock;
import java.util.Locale;
import java.util.function.Consumer;

/** Tells how far a training on labels is, every few seconds and at its end. */
final class TrainingLines {
  private static final double NANOS = 1e9;

  private final SupervisedSettings settings;
  private final int images;
  private final Clock clock;
  private final Consumer<String> lines;
  private final long firstStep;
  private final long start;
  private long told;
  private double losses;
  private long correct;
  private long steps;

  /**
   * @param images of an epoch
   * @param firstStep the step that this run begins with
   */
  TrainingLines(
      SupervisedSettings settings,
      int images,
      long firstStep,
      Clock clock,
      Consumer<String> lines) {
    this.settings = settings;
    this.images = images;
    this.firstStep = firstStep;
    this.clock = clock;
    this.lines = lines;
    start = clock.nanos();
    told = start;
  }

  /**
   * A step was made.
   *
   * @param done steps of the whole training until now
   */
  void stepped(CrossEntropy value, long done) {
    losses += value.loss();
    correct += value.correct();
    steps++;
    long now = clock.nanos();
    if (now - told >= ReadingLines.NANOS_BETWEEN || done == settings.steps()) {
      lines.accept(text(done, Math.max(1, now - start) / NANOS));
      told = now;
      losses = 0;
      correct = 0;
      steps = 0;
    }
  }

  private String text(long done, double seconds) {
    double perSecond = (done - firstStep) / seconds;
    return String.format(
        Locale.ROOT,
        "step %,d of %,d, epoch %.1f, loss %.4f and %.1f %% right of the batches since the last line, %.0f images a second, %,.0f s left",
        done,
        settings.steps(),
        (double) done * settings.batch() / images,
        losses / steps,
        100.0 * correct / steps / settings.batch(),
        perSecond * settings.batch(),
        (settings.steps() - done) / perSecond);
  }
}
