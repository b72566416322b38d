package io.hsicflow.operators.trainer;

import io.hsicflow.model.learner.LearnerSettings;
import io.hsicflow.model.loss.Estimator;

/** What {@code loss.estimator} may be. */
public enum EstimatorChoice {
  /** Exact where a batch has few hiddens and nothing is set for random features, else these. */
  AUTO(null),
  /** Random Fourier features. */
  FEATURES(Estimator.FEATURES),
  /** The kernel matrix itself. */
  EXACT(Estimator.EXACT);

  /**
   * Hiddens of a batch up to which {@link #AUTO} is exact. On two cores the exact loss of 256
   * hiddens takes a fifth of the time of one draw of 512 features, that of 1,024 a quarter more,
   * and from there it grows with the square ({@code bench loss}); its gradient has no noise, and
   * the neighbours of the demo's garments are found better with it ({@code
   * tests/benchmarks/loss-trials.py}).
   */
  static final int MOST_HIDDENS = 1024;

  private final Estimator estimator;

  EstimatorChoice(Estimator estimator) {
    this.estimator = estimator;
  }

  /**
   * The estimator for a learner.
   *
   * @param featuresAsked whether something was set that only random features have
   */
  Estimator of(LearnerSettings settings, boolean featuresAsked) {
    if (estimator != null) {
      return estimator;
    }
    boolean few = (long) settings.hiddens() * settings.batch() <= MOST_HIDDENS;
    return few && !featuresAsked ? Estimator.EXACT : Estimator.FEATURES;
  }
}
