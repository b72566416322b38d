package io.hsicflow.model.optim;

/**
 * tau of each step, as {@code 1 - tau}, because a float would round tau away near 1 (docs/method.md
 * section 6): bounded, {@code (1 - base)} times half a cosine, so that tau reaches 1 at T;
 * open-ended, constant or rising to a ceiling.
 *
 * @param settings the schedule
 */
public record TargetMomentum(ScheduleSettings settings) {
  /** {@code 1 - tau} of step t, the weight of the online parameters. */
  public double oneMinusTau(long t) {
    double base = 1 - settings.baseTau();
    if (settings.steps() > 0) {
      return base * HalfCosine.at(t, settings.steps());
    }
    if (settings.tauRiseSteps() == 0) {
      return base;
    }
    double low = 1 - settings.tauCeiling();
    return low + (base - low) * HalfCosine.at(t, settings.tauRiseSteps());
  }
}
