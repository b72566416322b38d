package io.hsicflow.model.optim;

/**
 * tau of each step, as {@code 1 - tau}, because a float would round tau away near 1 (docs/method.md
 * section 6): bounded, {@code (1 - base)} times half a cosine, so that tau reaches 1 at T;
 * open-ended, constant or rising to a ceiling. The base is the settings', or moves as a change
 * says.
 *
 * @param settings the schedule
 * @param changes what of it was changed
 */
public record TargetMomentum(ScheduleSettings settings, ScheduleChanges changes) {
  /** The schedule as it was set. */
  public TargetMomentum(ScheduleSettings settings) {
    this(settings, ScheduleChanges.NONE);
  }

  /** {@code 1 - tau} of step t, the weight of the online parameters. */
  public double oneMinusTau(long t) {
    double base = 1 - base(t);
    if (settings.steps() > 0) {
      return base * HalfCosine.at(t, settings.steps());
    }
    if (settings.tauRiseSteps() == 0) {
      return base;
    }
    double low = 1 - settings.tauCeiling();
    return low + (base - low) * HalfCosine.at(t, settings.tauRiseSteps());
  }

  /** What tau starts from, as it stands at step t. */
  double base(long t) {
    return changes.tau().isPresent() ? changes.tau().get().at(t) : settings.baseTau();
  }

  /** Whether tau has reached its ceiling before step t, from where on its base means nothing. */
  boolean hasRisen(long t) {
    return settings.steps() == 0 && settings.tauRiseSteps() > 0 && t >= settings.tauRiseSteps();
  }
}
