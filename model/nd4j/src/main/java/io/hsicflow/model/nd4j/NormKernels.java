package io.hsicflow.model.nd4j;

/**
 * The loops of batch norm and of residual sums over [rows, c], where c is the channels that lie
 * last. Vectors of c values come and go as doubles.
 */
interface NormKernels {
  /** Mean and biased variance of each channel, in two passes: [2][c]. */
  double[][] statistics(Nd4jTensor x);

  /**
   * {@code y = (x - mean) * factor + shift (+ addend)}, rectified where asked; addend may be null.
   */
  void normalise(
      Nd4jTensor x,
      double[] mean,
      double[] factor,
      double[] shift,
      Nd4jTensor addend,
      boolean relu,
      Nd4jTensor y);

  /**
   * Sum of g and sum of g * (x - mean) for each channel, g masked by y where that is not null:
   * [2][c].
   */
  double[][] gradientSums(Nd4jTensor x, Nd4jTensor y, Nd4jTensor g, double[] mean);

  /**
   * {@code dx = factor * (g - offset - (x - mean) * slope)}, g masked by y where that is not null.
   */
  void gradient(
      Nd4jTensor x,
      Nd4jTensor y,
      Nd4jTensor g,
      double[] mean,
      double[] factor,
      double[] offset,
      double[] slope,
      Nd4jTensor dx);

  /** {@code x = max(0, x + addend)}. */
  void addRelu(Nd4jTensor x, Nd4jTensor addend);

  /** {@code g = 0} where y is not positive. */
  void reluGradient(Nd4jTensor g, Nd4jTensor y);
}
