package io.hsicflow.model.augment;

/** What making a view consists of, in this order. */
public enum ViewStage {
  /** Window, coins and strengths. */
  DRAW,
  /** The window cut out, resized and clipped, flip included. */
  RESIZE,
  /** Jitter and grayscale. */
  COLOUR,
  BLUR,
  /** Solarisation, rounding to 8 bits and interleaving. */
  ROUND
}
