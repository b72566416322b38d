package io.hsicflow.model.optim;

import java.util.Optional;

/**
 * What of a schedule was changed while its run was under way; part of a learner's state. A later
 * change of a number takes the place of an earlier one and begins where that one has come, so that
 * one of each is enough.
 *
 * @param finalDecay the decay of the rate that ends the run
 * @param peakRate how the peak rate moves from what its setting says, or from what it was
 * @param tau the same of the target network's momentum
 */
public record ScheduleChanges(
    Optional<FinalDecay> finalDecay, Optional<Transition> peakRate, Optional<Transition> tau) {
  /** A schedule as its settings say. */
  public static final ScheduleChanges NONE =
      new ScheduleChanges(Optional.empty(), Optional.empty(), Optional.empty());

  ScheduleChanges withFinalDecay(FinalDecay decay) {
    return new ScheduleChanges(Optional.of(decay), peakRate, tau);
  }

  ScheduleChanges withPeakRate(Optional<Transition> change) {
    return new ScheduleChanges(finalDecay, change, tau);
  }

  ScheduleChanges withTau(Optional<Transition> change) {
    return new ScheduleChanges(finalDecay, peakRate, change);
  }
}
