package io.hsicflow.model.parity;

import io.hsicflow.model.backend.Precision;

/**
 * How close is close: the table of golden/README.md and the tolerances of golden/augment/README.md,
 * and nowhere else. All are of relative errors of norms unless they say otherwise.
 *
 * @param terms loss, kernel scale and LARS
 * @param average the zero-debiased average alone
 * @param evaluation embeddings in evaluation mode
 * @param training embeddings in training mode
 * @param gradient gradients of an encoder
 * @param losses loss, its terms and the probe's loss, as a step reports them
 * @param stepLog what else a step reports
 * @param stepFinal tensors after the last step of a file
 */
record Bars(
    double terms,
    double average,
    double evaluation,
    double training,
    double gradient,
    double losses,
    double stepLog,
    double stepFinal) {
  /** No bar is set: any finite error passes. */
  static final double FINITE = Double.POSITIVE_INFINITY;

  /** Whole numbers and classes: equal. */
  static final double EQUAL = 0.5;

  /** How far the cosine of a gradient may be below 1; a narrower bar of its error says more. */
  static final double COSINE = 1 - 0.995;

  /** Double arithmetic on the host, at any precision of the backend. */
  static final double METRICS = 1e-9;

  /** Learning rate and tau as a step reports them. */
  static final double STEP_SCHEDULE = 1e-12;

  /** Learning rates: the reference computes its warm-up in float32. */
  static final double RATE = 1e-6;

  /** What is added to a golden rate, in peaks, before dividing by it: 1 + cos near T cancels. */
  static final double RATE_FLOOR = 1e-9;

  /** tau, an absolute difference. */
  static final double TAU = 1e-15;

  /** Any value of a picture, an absolute difference. */
  static final double AUGMENT = 1e-5;

  /**
   * The largest difference, over the largest value of its buffer, of a bias whose gradient is zero:
   * what is stored of it is rounding noise.
   */
  static final double NOISE = 1e-6;

  /**
   * How near zero, in deviations of its layer's inputs, a rectifier's input must lie in double for
   * rounding to explain that float turned it: as far as float may be off, which is the bar of
   * {@link #training} for a network that is not deep.
   */
  static final double TURNED = 1e-4;

  /**
   * Steps that a float backend is held to: tiny networks at a large rate are chaotic after them.
   */
  private static final int FLOAT_STEPS = 2;

  /** In bfloat16 the second step follows an update by gradients that have no bar. */
  private static final int BFLOAT16_STEPS = 1;

  /**
   * The depth from which rounding flips so many rectifiers that the bars of a network are wide; in
   * bfloat16 so many that training mode has none.
   */
  private static final int DEEP = 50;

  /**
   * Of the share of a sample below a quantile: five standard deviations at the median, and the
   * reference's grid.
   */
  static double amplitude(int draws) {
    return 2.5 / Math.sqrt(draws) + 0.002;
  }

  /** Figures of chance, over the value that a right sampler stays below 9,999 times in 10,000. */
  static final double CHANCE = 1;

  /** Of the distance between two samples' distribution functions, likewise. */
  static double kolmogorovSmirnov(double ours, double theirs) {
    return 2.23 * Math.sqrt(1 / ours + 1 / theirs);
  }

  /** Of the difference between a share of so many draws and its probability, likewise. */
  static double share(double probability, double draws) {
    return 3.9 * Math.sqrt(probability * (1 - probability) / draws) + 1e-12;
  }

  /** How many of the steps of a file a backend is held to. */
  static int steps(Precision precision, int all) {
    return switch (precision) {
      case FLOAT64 -> all;
      case FLOAT32 -> Math.min(all, FLOAT_STEPS);
      case BFLOAT16 -> Math.min(all, BFLOAT16_STEPS);
    };
  }

  /** How many of so many rectifiers rounding may turn: one in 100,000, and one. */
  static long turned(long rectifiers) {
    return rectifiers / 100_000 + 1;
  }

  /**
   * The bars of a file. In bfloat16 they are set for losses and embeddings alone, and what touches
   * no activation is held to float's.
   *
   * @param depth of the encoder; 0 where there is none
   */
  static Bars of(Precision precision, int depth) {
    if (precision == Precision.FLOAT64) {
      return new Bars(1e-9, 1e-12, 1e-9, 1e-9, 1e-9, 1e-9, 1e-9, 1e-9);
    }
    if (precision == Precision.BFLOAT16) {
      return depth >= DEEP
          ? new Bars(1e-5, 1e-5, 5e-2, FINITE, FINITE, FINITE, FINITE, FINITE)
          : new Bars(1e-5, 1e-5, 5e-2, 5e-2, FINITE, 2e-2, FINITE, FINITE);
    }
    return depth >= DEEP
        ? new Bars(1e-5, 1e-5, 1e-5, 1e-3, 1e-1, 1e-3, 1e-3, 2e-2)
        : new Bars(1e-5, 1e-5, 1e-5, TURNED, 1e-4, 1e-3, 1e-3, 1e-3);
  }
}
