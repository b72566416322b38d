package io.hsicflow.model.host;

/**
 * The loops of batch norm and of residual sums over [rows, c], where c is the channels that lie
 * last. Vectors of c values come and go as doubles.
 */
interface NormKernels {
  /** Sum of each channel: [c]. */
  double[] sums(HostTensor x);

  /** Mean and biased variance of each channel, in two passes: [2][c]. */
  double[][] statistics(HostTensor x);

  /**
   * {@code y = (x - mean) * factor + shift (+ addend)}, rectified where asked; addend may be null.
   */
  void normalise(
      HostTensor x,
      double[] mean,
      double[] factor,
      double[] shift,
      HostTensor addend,
      boolean relu,
      HostTensor y);

  /**
   * Sum of g and sum of g * (x - mean) for each channel, g masked by y where that is not null:
   * [2][c].
   */
  double[][] gradientSums(HostTensor x, HostTensor y, HostTensor g, double[] mean);

  /**
   * {@code dx = factor * (g - offset - (x - mean) * slope)}, g masked by y where that is not null.
   */
  void gradient(
      HostTensor x,
      HostTensor y,
      HostTensor g,
      double[] mean,
      double[] factor,
      double[] offset,
      double[] slope,
      HostTensor dx);

  /** {@code x = max(0, x + addend)}. */
  void addRelu(HostTensor x, HostTensor addend);

  /** {@code g = 0} where y is not positive. */
  void reluGradient(HostTensor g, HostTensor y);
}
