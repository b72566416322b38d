package io.hsicflow.operators.trainer;

import io.hsicflow.model.learner.Learner;
import io.hsicflow.model.optim.FinalDecay;
import io.hsicflow.model.optim.Transition;
import io.hsicflow.schemas.record.LearnerChange;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the learner take what a running job is asked to change, each change when its step is the
 * next one. Changes come with the first example of their step, which may come before the steps in
 * front of it are made. At a barrier none waits here: there only the step under way has examples
 * ({@link StepGatherer#refuseHoles}), and its change is taken, and part of the state.
 */
final class LearnerChanges {

  private static final Logger LOG = LoggerFactory.getLogger(LearnerChanges.class);

  private final Learner learner;
  private final TreeMap<Long, LearnerChange> waiting = new TreeMap<>();
  private OptionalLong snapshotOf = OptionalLong.empty();
  private final Counter refused = new SimpleCounter();

  LearnerChanges(Learner learner) {
    this.learner = learner;
  }

  /** Goes on where a state has the step whose snapshot was asked for. */
  void restoreSnapshotOf(OptionalLong step) {
    snapshotOf = step;
  }

  /** The step, from 0, whose snapshot was asked for and is not made; part of the state. */
  OptionalLong snapshotOf() {
    return snapshotOf;
  }

  /** How many were left out. */
  Counter refused() {
    return refused;
  }

  /** A change came with the first example of its step. */
  void arrived(long step, LearnerChange change) {
    waiting.put(step, change);
    takeDue();
  }

  /** Whether a snapshot of the step that was just made was asked for. */
  boolean isSnapshotDue() {
    return snapshotOf.isPresent() && learner.steps() == snapshotOf.getAsLong() + 1;
  }

  /** Whether a snapshot of a step that was made was asked for, and its store did not take it. */
  boolean isSnapshotOwed() {
    return snapshotOf.isPresent() && learner.steps() > snapshotOf.getAsLong();
  }

  /**
   * A step was made, and what its snapshot says is said: the next step's change may be taken.
   *
   * @param failed whether the store did not take the last snapshot: one that was asked for stays
   *     part of the state, so that a failure does not lose it
   */
  void stepDone(boolean failed) {
    if (isSnapshotOwed() && !failed) {
      snapshotOf = OptionalLong.empty();
    }
    takeDue();
  }

  private void takeDue() {
    while (!waiting.isEmpty() && (waiting.firstKey() <= learner.steps() || learner.isComplete())) {
      Map.Entry<Long, LearnerChange> first = waiting.pollFirstEntry();
      if (learner.isComplete()) {
        refuse(first.getValue(), "Training has ended.");
      } else {
        take(first.getKey(), first.getValue());
      }
    }
  }

  private void take(long step, LearnerChange change) {
    try {
      switch (change.kind()) {
        case FINAL_DECAY -> decay(step, change);
        case PEAK_RATE ->
            moved("peak rate", learner.movePeakRate(change.value(), change.steps()), change);
        case TAU ->
            moved(
                "momentum of the target network",
                learner.moveTau(change.value(), change.steps()),
                change);
        case SNAPSHOT -> {
          snapshotOf = OptionalLong.of(step);
          LOG.info("A snapshot is made after step {}: {}.", step, change.description());
        }
      }
    } catch (IllegalArgumentException e) {
      refuse(change, e.getMessage());
    }
  }

  private void decay(long step, LearnerChange change) {
    if (learner.scheduleChanges().finalDecay().isPresent()) {
      FinalDecay decay = learner.scheduleChanges().finalDecay().get();
      refuse(
          change,
          "The learning rate falls to 0 from step %d on over %d steps already."
              .formatted(decay.firstStep(), decay.steps()));
      return;
    }
    learner.beginFinalDecay(change.steps());
    LOG.info(
        "The learning rate falls to 0 from step {} to step {}, and training ends there: {}.",
        step,
        step + change.steps(),
        change.description());
  }

  private static void moved(String what, Transition transition, LearnerChange change) {
    LOG.info(
        "The {} moves from {} to {} from step {} on over {} steps: {}.",
        what,
        transition.from(),
        transition.to(),
        transition.firstStep(),
        transition.steps(),
        change.description());
  }

  private void refuse(LearnerChange change, String reason) {
    refused.inc();
    LOG.warn("{} is left out. {}", change.description(), reason);
  }
}
