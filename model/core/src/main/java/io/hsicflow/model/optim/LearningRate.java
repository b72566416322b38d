package io.hsicflow.model.optim;

import java.util.Optional;

/**
 * The learning rate of each step, from 0 (docs/method.md section 6): {@code peak t / w} for t below
 * w; then, bounded, half a cosine from the peak to 0 at T; open-ended, half a cosine to the
 * constant rate and that rate for ever. A final decay multiplies.
 *
 * @param settings the schedule
 * @param finalDecay the decay that was asked for, if one was
 */
public record LearningRate(ScheduleSettings settings, Optional<FinalDecay> finalDecay) {
  /** The schedule without a final decay. */
  public LearningRate(ScheduleSettings settings) {
    this(settings, Optional.empty());
  }

  /** The rate of step t. */
  public double at(long t) {
    double rate = scheduled(t);
    return finalDecay.isPresent() ? rate * finalDecay.get().factor(t) : rate;
  }

  /** Whether a final decay has ended before step t. */
  public boolean hasDecayed(long t) {
    return finalDecay.isPresent() && t - finalDecay.get().firstStep() >= finalDecay.get().steps();
  }

  private double scheduled(long t) {
    double peak = settings.peakRate();
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
