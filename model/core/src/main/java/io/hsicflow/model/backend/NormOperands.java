package io.hsicflow.model.backend;

/**
 * What a batch norm computes with beside its input: {@code (x - mean) / sqrt(variance + epsilon) *
 * scale + shift}, channel by channel.
 *
 * @param mean [c], of the batch or running
 * @param variance [c], biased, likewise
 * @param epsilon added to the variance
 * @param scale [c], learned
 * @param shift [c], learned
 */
public record NormOperands(
    Tensor mean, Tensor variance, double epsilon, Tensor scale, Tensor shift) {
  /** The same statistics with another scale and shift. */
  public NormOperands with(Tensor otherScale, Tensor otherShift) {
    return new NormOperands(mean, variance, epsilon, otherScale, otherShift);
  }

  /** With the batch's own statistics. */
  public static NormOperands of(
      BatchStatistics statistics, double epsilon, Tensor scale, Tensor shift) {
    return new NormOperands(statistics.mean(), statistics.variance(), epsilon, scale, shift);
  }
}
