package io.hsicflow.operators.rates;

import java.time.Duration;

/**
 * Which share of fresh images is trained on, by the back pressure of the last interval. The share
 * rises and falls by parts of itself, and rests where the output makes the task wait for {@link
 * #TARGET} of the time: then the trainer is never short of images, and the task has time enough
 * left for all that come.
 *
 * <p>Without back pressure a share rises by 1.5 % each interval; where the output takes nothing at
 * all it falls by 3.5 %. So a short stall leaves few images out, a share has halved after 100
 * seconds and doubled after four minutes. Slow is steady here: what came too fast meanwhile waits
 * in front, and a quick share would swing far below what the trainer takes until that is gone.
 */
final class ShareControl {

  /** How often the share is set. */
  static final Duration INTERVAL = Duration.ofSeconds(5);

  /** The back pressure at which the share stays. */
  static final double TARGET = 0.3;

  private static final double GAIN = 0.05;

  private final double least;

  /**
   * @param least the share is never below it
   */
  ShareControl(double least) {
    this.least = least;
  }

  /**
   * The share of the next interval.
   *
   * @param share that of the last one
   * @param pressure the part of it that the output took nothing, 0 to 1
   */
  double next(double share, double pressure) {
    return clamp(share * (1 + GAIN * (TARGET - pressure)));
  }

  /** The nearest share that may be. */
  double clamp(double share) {
    return Math.max(least, Math.min(1, share));
  }
}
