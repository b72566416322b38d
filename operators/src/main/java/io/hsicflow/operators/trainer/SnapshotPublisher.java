package io.hsicflow.operators.trainer;

import io.hsicflow.model.learner.Learner;
import io.hsicflow.model.snapshot.EncoderSnapshot;
import io.hsicflow.operators.clock.Clock;
import io.hsicflow.operators.clock.Retry;
import io.hsicflow.operators.snapshot.SnapshotNotes;
import io.hsicflow.operators.snapshot.SnapshotOptions;
import io.hsicflow.operators.snapshot.SnapshotPointer;
import io.hsicflow.operators.snapshot.SnapshotStore;
import io.hsicflow.operators.snapshot.StoredSnapshot;
import io.hsicflow.schemas.record.SnapshotPublished;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.flink.configuration.ReadableConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the trainer's snapshots when they are due, on the task's thread, so that a snapshot is
 * published before any checkpoint that counts its step. A slow store holds the training up; one
 * that fails costs a snapshot and never the training: the failure is counted and logged, and a
 * snapshot of the step that is done by then is tried a little later. Only the last one, without
 * which a training that has come to its end would leave nothing behind, has to be written. While
 * the learner's guard holds them back, snapshots are written and not published.
 */
final class SnapshotPublisher {

  private static final Logger LOG = LoggerFactory.getLogger(SnapshotPublisher.class);

  /** Longer than a task that was given up goes on writing beside its successor. */
  private static final Duration ABANDONED_AFTER = Duration.ofHours(1);

  private final Learner learner;
  private final SnapshotStore store;
  private final String data;
  private final String licence;
  private final Clock clock;
  private final TrainingMetrics metrics;
  private final Consumer<SnapshotPublished> published;
  private final SnapshotSchedule schedule;
  private final SnapshotKeeping keeping;
  private final Retry retry = new Retry();

  SnapshotPublisher(
      Learner learner,
      SnapshotStore store,
      ReadableConfig config,
      Clock clock,
      TrainingMetrics metrics,
      Consumer<SnapshotPublished> published) {
    this.learner = learner;
    this.store = store;
    this.data = config.get(SnapshotOptions.DATA);
    this.licence = config.get(SnapshotOptions.LICENCE);
    this.clock = clock;
    this.metrics = metrics;
    this.keeping = new SnapshotKeeping(store, config, clock);
    this.published = published;
    schedule = new SnapshotSchedule(config.get(SnapshotOptions.EVERY_STEPS), publishedStep());
    metrics.snapshotsStartAt(clock.millis());
    sweep();
  }

  /** A trainer that is killed while it writes leaves a file that nobody else would take away. */
  private void sweep() {
    try {
      int swept = store.sweep(clock.millis() - ABANDONED_AFTER.toMillis());
      if (swept > 0) {
        LOG.info(
            "Deleted {} half written files in {} that a trainer which was killed had left.",
            swept,
            store.folder());
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn(
          "The snapshot store {} could not be looked through for half written files; they stay. {}",
          store.folder(),
          e.getMessage(),
          e);
    }
  }

  /**
   * The step up to which nothing new is to be published. After a restart that is what the store
   * says and not the learner's step: the snapshot of that one may be the one that failed.
   */
  private long publishedStep() {
    if (learner.steps() == 0) {
      return 0;
    }
    try {
      long newest = store.newest().map(SnapshotPointer::step).orElse(0L);
      return Math.min(newest, learner.steps());
    } catch (IOException | RuntimeException e) {
      LOG.warn(
          "The snapshot store {} does not say which snapshot is the newest; the trainer takes it that there is none. {}",
          store.folder(),
          e.getMessage(),
          e);
      return 0;
    }
  }

  /** A snapshot of the learner as it stands. */
  void publishNow() {
    try {
      publish();
    } catch (SnapshotFailure e) {
      retry.failed(clock.nanos());
      metrics.snapshotFailed();
      LOG.warn(
          "{} Training goes on, whoever uses snapshots keeps the one before, and it is tried again after the first step"
              + " from {} s on: make room there, or mend what keeps the trainer from writing there.",
          e.getMessage(),
          retry.delaySeconds(),
          e);
    }
  }

  /** A snapshot, if a step was done since the last one. */
  void publishNews() {
    if (schedule.hasNews(learner.steps())) {
      publishNow();
    }
  }

  /**
   * A step was done.
   *
   * @param asked whether a snapshot of it was asked for
   */
  void stepDone(boolean asked) {
    long steps = learner.steps();
    if (schedule.isDue(steps)
        || asked && schedule.hasNews(steps)
        || learner.isComplete() && schedule.hasNews(steps)
        || retry.isDue(clock.nanos())) {
      publishNow();
    }
  }

  /** Whether the store did not take the last one. */
  boolean isOwed() {
    return retry.isOwed();
  }

  /** No step was done, for the training is complete: what is still owed is tried again. */
  void idle() {
    if (retry.isDue(clock.nanos())) {
      publishNow();
    }
  }

  /**
   * The training ends here.
   *
   * @throws IOException if the last snapshot cannot be written
   */
  void end() throws IOException {
    if (!schedule.hasNews(learner.steps()) && !retry.isOwed()) {
      return;
    }
    try {
      publish();
    } catch (SnapshotFailure e) {
      metrics.snapshotFailed();
      throw new IOException(
          e.getMessage()
              + " It is the last one, and a job that ended without it would leave nothing of its last steps: the job"
              + " fails, and goes back to its last checkpoint. Make room there, or mend what keeps the trainer from"
              + " writing there, and go on from that checkpoint.",
          e);
    }
  }

  private void publish() throws SnapshotFailure {
    long start = clock.nanos();
    EncoderSnapshot made = learner.snapshot();
    EncoderSnapshot snapshot = made.withMetadata(made.metadata().withData(data));
    boolean finite = snapshot.isFinite();
    if (!finite) {
      LOG.warn(
          "The snapshot of step {} has numbers that are not finite: it is written and not released. The weights are"
              + " spoiled; go on from an earlier savepoint with a lower learner.peak-rate.",
          learner.steps());
    }
    boolean held = !finite || learner.guardCounts().held();
    SnapshotNotes notes = new SnapshotNotes(metrics.numbers(), licence, clock.millis());
    StoredSnapshot stored;
    try {
      stored = held ? store.hold(snapshot, notes) : store.publish(snapshot, notes);
    } catch (IOException | RuntimeException e) { // object stores' clients throw what they like
      throw new SnapshotFailure(learner.steps(), store.folder(), e);
    }
    schedule.published(learner.steps());
    retry.succeeded();
    keeping.stored(stored.snapshot());
    if (held) {
      return;
    }
    long now = clock.millis();
    metrics.snapshotPublished(learner.steps(), now, clock.nanos() - start);
    published.accept(
        new SnapshotPublished(
            stored.location(),
            learner.steps(),
            learner.imagesSeen(),
            stored.snapshot().digest(),
            stored.snapshot().metadata().attempt(),
            now,
            metrics.numbers()));
  }

  /** The store did not take a snapshot. */
  private static final class SnapshotFailure extends Exception {
    private static final long serialVersionUID = 1L;

    SnapshotFailure(long step, String folder, Exception cause) {
      super(
          "The snapshot of step "
              + step
              + " could not be written to "
              + folder
              + ": "
              + cause.getMessage(),
          cause);
    }
  }
}
