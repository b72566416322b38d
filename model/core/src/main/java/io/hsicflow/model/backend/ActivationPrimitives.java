package io.hsicflow.model.backend;

/**
 * Convolution, batch norm, pooling and rectification, each with its gradient. Batch norm takes
 * activations [n, c, h, w] and matrices [n, c] alike. Results are new tensors unless a method's
 * name ends in "InPlace"; gradients of parameters are added to what their tensor holds, each in one
 * addition (see {@link Backend#sideBySide}).
 */
public interface ActivationPrimitives {
  /**
   * Cross-correlation with zero padding on all sides.
   *
   * @param x [n, in, h, w]
   * @param weights [out, in, k, k], row-major as in torchvision
   * @return [n, out, (h + 2 padding - k) / stride + 1, ...]
   */
  Tensor convolution(Tensor x, Tensor weights, int stride, int padding);

  /**
   * Both gradients of a convolution from the gradient of its output.
   *
   * @param weightGradient [out, in, k, k], added to
   * @param inputGradient whether the gradient of x is wanted
   * @return the gradient of x, or null where it was not wanted
   */
  Tensor convolutionGradient(
      Tensor x,
      Tensor weights,
      Tensor outputGradient,
      int stride,
      int padding,
      Tensor weightGradient,
      boolean inputGradient);

  /** Mean and biased variance of each channel of x, over the local batch. */
  BatchStatistics batchStatistics(Tensor x);

  /**
   * {@code (x - mean) / sqrt(variance + epsilon) * scale + shift}, then {@code max(0, .)} where
   * {@code relu}.
   */
  Tensor normalise(Tensor x, NormOperands norm, boolean relu);

  /** {@code relu(normalise(x) + addend)}, the end of a residual block. */
  default Tensor normaliseAddRelu(Tensor x, NormOperands norm, Tensor addend) {
    Tensor y = normalise(x, norm, false);
    addReluInPlace(y, addend);
    return y;
  }

  /**
   * The sums over the batch that the gradient of a training-mode batch norm needs, of the local
   * batch.
   *
   * @param y the output of {@link #normalise}; read, and not null, only where {@code relu}: the
   *     gradient counts where y is positive
   * @return [2, c]: sum of g, and sum of g * (x - mean) / sqrt(variance + epsilon), with g the
   *     (masked) output gradient
   */
  Tensor normaliseGradientSums(
      Tensor x, Tensor y, Tensor outputGradient, NormOperands norm, boolean relu);

  /**
   * The gradient of x through a training-mode batch norm: {@code scale / sqrt(variance + epsilon) *
   * (g - sums[0] / count - xhat * sums[1] / count)}.
   *
   * @param sums [2, c] of {@link #normaliseGradientSums}, summed over the ranks
   * @param count values of a channel over all ranks
   */
  Tensor normaliseGradient(
      Tensor x,
      Tensor y,
      Tensor outputGradient,
      NormOperands norm,
      Tensor sums,
      double count,
      boolean relu);

  /**
   * Batch norm in training mode on one rank: statistics, then {@link #normalise}. Backends may
   * fuse.
   */
  default BatchNormOutput batchNorm(
      Tensor x, double epsilon, Tensor scale, Tensor shift, boolean relu) {
    BatchStatistics s = batchStatistics(x);
    Tensor y = normalise(x, NormOperands.of(s, epsilon, scale, shift), relu);
    return new BatchNormOutput(y, s.mean(), s.variance());
  }

  /**
   * Batch norm in training mode on one rank, then {@code relu(. + addend)}: statistics, then {@link
   * #normaliseAddRelu}. Backends may fuse.
   */
  default BatchNormOutput batchNormAddRelu(
      Tensor x, double epsilon, Tensor scale, Tensor shift, Tensor addend) {
    BatchStatistics s = batchStatistics(x);
    Tensor y = normaliseAddRelu(x, NormOperands.of(s, epsilon, scale, shift), addend);
    return new BatchNormOutput(y, s.mean(), s.variance());
  }

  /** {@code x = max(0, x + addend)}. */
  void addReluInPlace(Tensor x, Tensor addend);

  /** {@code gradient = 0} wherever y, the rectified output, is not positive. */
  void reluGradientInPlace(Tensor gradient, Tensor y);

  /** {@code x += addend}, of equal shapes. */
  void addInPlace(Tensor x, Tensor addend);

  /** 3 x 3 maximum with stride 2 and padding 1 (padding never wins). */
  Tensor maxPool(Tensor x);

  /**
   * The gradient of x: each output's gradient goes to the first maximum of its window, in row
   * order.
   */
  Tensor maxPoolGradient(Tensor x, Tensor y, Tensor outputGradient);

  /** Mean over height and width: a matrix [n, c]. */
  Tensor averagePool(Tensor x);

  /** The gradient [n, c, height, width] from that of the means [n, c]. */
  Tensor averagePoolGradient(Tensor outputGradient, int height, int width);
}
