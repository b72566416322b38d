package io.hsicflow.model.optim;

/**
 * The learning rate of each step, from 0 (docs/method.md section 6): {@code peak t / w} for t below
 * w; then, bounded, half a cosine from the peak to 0 at T; open-ended, half a cosine to the
 * constant rate and that rate for ever. The peak is the settings', or moves as a change says; a
 * final decay multiplies.
 *
 * @param settings the schedule
 * @param changes what of it was changed
 */
public record LearningRate(ScheduleSettings settings, ScheduleChanges changes) {
  /** The schedule as it was set. */
  public LearningRate(ScheduleSettings settings) {
    this(settings, ScheduleChanges.NONE);
  }

  /** The rate of step t. */
  public double at(long t) {
    double rate = scheduled(t);
    return changes.finalDecay().isPresent() ? rate * changes.finalDecay().get().factor(t) : rate;
  }

  /** The peak rate as it stands at step t; every part of the schedule scales with it. */
  double peak(long t) {
    return changes.peakRate().isPresent() ? changes.peakRate().get().at(t) : settings.peakRate();
  }

  private double scheduled(long t) {
    double peak = peak(t);
    long warmup = settings.warmupSteps();
    if (t < warmup) {
      return peak * t / warmup;
    }
    if (settings.steps() > 0) {
      return peak * HalfCosine.at(t - warmup, settings.steps() - warmup);
    }
    if (settings.cooldownSteps() == 0) {
      return peak;
    }
    double low = peak * settings.cooldownFraction();
    return low + (peak - low) * HalfCosine.at(t - warmup, settings.cooldownSteps());
  }
}
