package io.hsicflow.operators.sequencer;

import io.hsicflow.model.optim.ScheduleSettings;
import io.hsicflow.schemas.record.LearnerChangeKind;

/** What of a change no learner could take, whatever its settings. */
public final class ChangeBounds {

  private ChangeBounds() {}

  /**
   * Checks the number that a change asks for.
   *
   * @throws IllegalArgumentException with a sentence, if the learner's schedule cannot have it
   */
  public static void require(LearnerChangeKind kind, double value) {
    switch (kind) {
      case PEAK_RATE -> ScheduleSettings.requirePeakRate(value);
      case TAU -> ScheduleSettings.requireTau(value);
      case FINAL_DECAY, SNAPSHOT -> {} // They ask for no number.
    }
  }
}
