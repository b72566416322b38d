package io.hsicflow.pipeline.bench;

import java.util.Arrays;

/**
 * Steps that were timed one after the other.
 *
 * @param milliseconds of each; in a job from the end of the one before to its own
 * @param computing the part of these that was spent in the learner
 * @param loss of the last one
 */
record TimedSteps(double[] milliseconds, double[] computing, double loss) {

  /** Over all of them together. */
  double imagesPerSecond(int batch) {
    return batch * milliseconds.length * 1000.0 / Arrays.stream(milliseconds).sum();
  }
}
