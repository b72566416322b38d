package io.hsicflow.pipeline.experiment;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.learner.Batch;
import io.hsicflow.model.learner.Learner;
import io.hsicflow.operators.clock.Clock;
import io.hsicflow.operators.trainer.LearnerOptions;
import io.hsicflow.pipeline.bench.BatchViews;
import io.hsicflow.pipeline.bench.LearnAccuracy;
import java.util.Arrays;
import org.apache.flink.configuration.Configuration;

/** One arm's learner on its way through its places. */
final class ArmTraining implements Turns.Training, AutoCloseable {
  private static final double NANOS = 1e9;

  private final StreamKind kind;
  private final Arm arm;
  private final ImageStream stream;
  private final int[] places;
  private final long seed;
  private final Learner learner;
  private final BatchViews views;
  private final Batch batch;
  private final Clock clock;
  private long nanos;

  /**
   * A fresh learner.
   *
   * @param places whole steps of images of the stream
   * @param job the options of all arms
   */
  ArmTraining(
      StreamKind kind,
      Arm arm,
      ImageStream stream,
      int[] places,
      Configuration job,
      Backend backend,
      Clock clock) {
    this.kind = kind;
    this.arm = arm;
    this.stream = stream;
    this.places = places;
    this.clock = clock;
    seed = job.get(LearnerOptions.SEED);
    learner = Learner.create(backend, LearnerOptions.settings(job));
    views = new BatchViews(job);
    batch = views.empty();
  }

  @Override
  public double turn(int steps) {
    long start = clock.nanos();
    double loss = Double.NaN;
    for (int i = 0; i < steps; i++) {
      views.fill(
          batch, learner.steps(), place -> stream.images().get(places[Math.toIntExact(place)]));
      loss = learner.step(batch).loss();
    }
    nanos += clock.nanos() - start;
    return loss;
  }

  /** What the encoder is worth now. */
  ArmResult result(LearnAccuracy accuracy) {
    LearnAccuracy.Embedded embedded = accuracy.of(learner.snapshot());
    return new ArmResult(
        kind,
        arm,
        seed,
        embedded.all(),
        embedded.of(stream.seenFirst()),
        (int) Arrays.stream(places).distinct().count(),
        learner.steps(),
        learner.imagesSeen() / batch.size(),
        nanos / NANOS);
  }

  @Override
  public void close() {
    learner.close();
  }
}
