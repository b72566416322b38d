package io.hsicflow.operators.sequencer;

import io.hsicflow.schemas.record.LearnerChange;

/**
 * A change of the learner that has not taken effect; kept in state.
 *
 * @param step the step at which it takes effect, {@link #UNDECIDED} where none was chosen
 * @param lead how many steps after the cut of a checkpoint the next step is chosen
 */
public record PendingChange(LearnerChange change, long step, long lead) {
  static final long UNDECIDED = -1;

  PendingChange at(long chosen) {
    return new PendingChange(change, chosen, lead);
  }

  /** Without a step; the next one leaves a checkpoint twice the time to complete. */
  PendingChange lapsed(long mostLead) {
    return new PendingChange(change, UNDECIDED, Math.min(mostLead, 2 * lead));
  }

  boolean isDecided() {
    return step != UNDECIDED;
  }
}
