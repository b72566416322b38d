package io.hsicflow.operators.trainer;

import io.hsicflow.operators.clock.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the trainer knows of the job's checkpoints: to which step a failure would throw the training
 * back, and whether that grows. A checkpoint that fails fails alone, whoever's storage, disk or
 * time it was that did not suffice; the training goes on, and here is who says so.
 */
final class CheckpointWatch {

  /** A checkpoint is late after so many intervals without one. */
  private static final int LATE_INTERVALS = 3;

  private static final Duration SOONEST = Duration.ofMinutes(5);
  private static final int MOST_PENDING = 100;

  private final Duration interval;
  private final String place;
  private final Clock clock;
  private final TrainingMetrics metrics;
  private final TreeMap<Long, Long> stepsOfPending = new TreeMap<>();
  private long completedStep;
  private long completedNanos;

  /**
   * @param interval between checkpoints; zero for none
   * @param place where they are written, for messages
   * @param step of the state that the trainer started from
   */
  CheckpointWatch(
      Duration interval, String place, long step, Clock clock, TrainingMetrics metrics) {
    this.interval = interval;
    this.place = place;
    this.clock = clock;
    this.metrics = metrics;
    completedStep = step;
    completedNanos = clock.nanos();
    metrics.checkpointCompleted(step, clock.millis());
  }

  /** The trainer's part of a checkpoint, no savepoint, was copied behind {@code step}. */
  void begun(long checkpoint, long step) {
    stepsOfPending.put(checkpoint, step);
    if (stepsOfPending.size() > MOST_PENDING) {
      stepsOfPending.pollFirstEntry(); // the news of its end was lost
    }
  }

  void completed(long checkpoint) {
    Long step = stepsOfPending.remove(checkpoint);
    if (step != null) { // else it is a savepoint, which a failure does not go back to
      stepsOfPending.headMap(checkpoint).clear();
      completedStep = step;
      completedNanos = clock.nanos();
      metrics.checkpointCompleted(step, clock.millis());
    }
  }

  /**
   * A checkpoint or savepoint failed or was given up.
   *
   * @param step where the trainer is now
   * @return what to tell
   */
  String failed(long checkpoint, long step) {
    stepsOfPending.remove(checkpoint);
    metrics.checkpointFailed();
    return "Checkpoint "
        + checkpoint
        + " has failed or was given up. The training goes on, and the next checkpoint is taken as usual; after a failure"
        + " before that, it would go back from step "
        + step
        + " to step "
        + completedStep
        + ". The JobManager's log says why: look whether "
        + place
        + " has room and can be written.";
  }

  /** How often to ask for {@link #lateness}; empty where no checkpoints are taken. */
  Optional<Duration> patience() {
    Duration late = interval.multipliedBy(LATE_INTERVALS);
    return interval.isZero()
        ? Optional.empty()
        : Optional.of(late.compareTo(SOONEST) < 0 ? SOONEST : late);
  }

  /**
   * What to tell where no checkpoint was completed for too long: those that fail before they reach
   * the trainer are not told to it.
   *
   * @param step where the trainer is now
   */
  Optional<String> lateness(long step) {
    Duration since = Duration.ofNanos(clock.nanos() - completedNanos);
    if (patience().filter(late -> since.compareTo(late) >= 0).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        "No checkpoint was completed for "
            + since.toSeconds()
            + " s, where one should be every "
            + interval.toSeconds()
            + " s. The training goes on, but after a failure it would go back from step "
            + step
            + " to step "
            + completedStep
            + ". Look whether "
            + place
            + " has room and can be written, and at the checkpoints of the job on the dashboard.");
  }
}
