package io.hsicflow.model.loss;

/**
 * Where the loss has its random numbers from: in a run the counter-based generator, in a check
 * against stored values the stored ones. Every answer is a pure function of the arguments.
 */
public interface StepDraws {
  /**
   * The features of one side of one draw.
   *
   * @param step the step, from 0
   * @param draw the draw of that step, from 0
   * @param side 0 for A, 1 for B
   * @param features D
   * @param dimension d
   */
  FeatureDraw features(long step, int draw, int side, int features, int dimension);

  /**
   * Rows for the kernel scale, with replacement.
   *
   * @param step the step, from 0
   * @param draw the draw of that step, from 0
   * @param side 0 or 1, the two ends of the distances
   * @param hiddens M
   * @param images B of the global batch
   * @param rows how many of each hidden
   * @return [M * rows], for each hidden its rows of 0 to B - 1
   */
  int[] scaleRows(long step, int draw, int side, int hiddens, int images, int rows);
}
