package io.hsicflow.model.optim;

/**
 * The settings of learning rate and target momentum, in steps (docs/method.md section 6, Streams).
 *
 * @param steps T, the length of a bounded run; 0 for an open-ended one
 * @param warmupSteps w, steps of linear warm-up
 * @param peakRate the learning rate after the warm-up
 * @param cooldownSteps open-ended only: length of the half cosine from the peak to the constant
 *     rate; 0 keeps the peak
 * @param cooldownFraction open-ended only: the constant rate as a fraction of the peak
 * @param baseTau tau at step 0
 * @param tauCeiling open-ended only: what tau rises to; the base keeps it constant
 * @param tauRiseSteps open-ended only: length of the half cosine from base to ceiling
 */
public record ScheduleSettings(
    long steps,
    long warmupSteps,
    double peakRate,
    long cooldownSteps,
    double cooldownFraction,
    double baseTau,
    double tauCeiling,
    long tauRiseSteps) {
  /** The reference's base rate; the peak is this times B / 256. */
  public static final double BASE_RATE = 0.4;

  /** The reference's tau at the start. */
  public static final double BASE_TAU = 0.99;

  /** Warm-up of the published run, which an open-ended run takes. */
  public static final long WARMUP_STEPS = 3127;

  /** Checks the numbers. */
  public ScheduleSettings {
    if (steps < 0 || warmupSteps < 0 || cooldownSteps < 0 || tauRiseSteps < 0) {
      throw new IllegalArgumentException(
          "Lengths of a schedule must not be negative: steps %d, warm-up %d, cooldown %d, rise of tau %d."
              .formatted(steps, warmupSteps, cooldownSteps, tauRiseSteps));
    }
    if (steps > 0 && warmupSteps >= steps) {
      throw new IllegalArgumentException(
          "A warm-up of %d steps does not fit in a run of %d; make learner.warmup-steps shorter."
              .formatted(warmupSteps, steps));
    }
    requirePeakRate(peakRate);
    if (!(cooldownFraction >= 0 && cooldownFraction <= 1)) {
      throw new IllegalArgumentException(
          "The cooldown's fraction of the peak rate must be in [0, 1], and is %s."
              .formatted(cooldownFraction));
    }
    requireTau(baseTau);
    if (!(tauCeiling >= baseTau && tauCeiling <= 1)) {
      throw new IllegalArgumentException(
          "The ceiling of tau must be in [0, 1] and not below tau, which is %s; it is %s."
              .formatted(baseTau, tauCeiling));
    }
  }

  /**
   * Checks a peak rate.
   *
   * @throws IllegalArgumentException with a sentence, if no rate can be that
   */
  public static void requirePeakRate(double rate) {
    if (!(rate >= 0 && rate < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "The peak rate must be a finite number that is not negative, and is %s.".formatted(rate));
    }
  }

  /**
   * Checks a momentum of the target network.
   *
   * @throws IllegalArgumentException with a sentence, if it cannot be that
   */
  public static void requireTau(double tau) {
    if (!(tau >= 0 && tau <= 1)) {
      throw new IllegalArgumentException("tau must be in [0, 1], and is %s.".formatted(tau));
    }
  }

  /**
   * The default warm-up: a hundredth of a bounded run (10 of 1000 epochs), else that of the
   * published run.
   */
  public static long defaultWarmup(long steps) {
    return steps > 0 ? steps / 100 : WARMUP_STEPS;
  }
}
