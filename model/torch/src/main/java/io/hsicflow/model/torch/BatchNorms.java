package io.hsicflow.model.torch;

import java.util.Arrays;
import org.bytedeco.javacpp.BoolPointer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.T_TensorTensorTensor_T;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * libtorch's batch norm of activations [n, c, h, w] and matrices [n, c], in its parts, so that the
 * statistics may be those of several ranks. Vectors are [c].
 */
final class BatchNorms {
  private static final double NO_MOMENTUM = 0;
  private static final int GRADIENTS = 3;

  private BatchNorms() {}

  /** Mean and biased variance. */
  static T_TensorTensor_T statistics(Tensor x) {
    return torch.batch_norm_update_stats(
        x, new TensorOptional(), new TensorOptional(), NO_MOMENTUM);
  }

  /** With given statistics: {@code (x - mean) / sqrt(variance + epsilon) * scale + shift}. */
  static Tensor normalise(
      Tensor x, Tensor mean, Tensor variance, double epsilon, Tensor scale, Tensor shift) {
    return torch
        .native_batch_norm(
            x,
            new TensorOptional(scale),
            new TensorOptional(shift),
            new TensorOptional(mean),
            new TensorOptional(variance),
            false,
            NO_MOMENTUM,
            epsilon)
        .get0();
  }

  /** The gradient where the rectified output is positive, else 0. */
  static Tensor masked(Tensor gradient, Tensor y) {
    return torch.threshold_backward(gradient, y, new Scalar(0));
  }

  /**
   * Sum of g and sum of g xhat, [2, c]: what libtorch calls the gradients of shift and scale, which
   * depend on no scale.
   */
  static Tensor gradientSums(Tensor x, Tensor g, Tensor mean, Tensor variance, double epsilon) {
    T_TensorTensorTensor_T gradients =
        gradients(x, g, mean, variance, epsilon, torch.ones_like(mean), false);
    return torch.stack(new TensorVector(gradients.get2(), gradients.get1()), 0);
  }

  /**
   * The gradients of x (undefined where not wanted), of scale and of shift, through the statistics
   * of one rank.
   */
  static T_TensorTensorTensor_T gradients(
      Tensor x,
      Tensor g,
      Tensor mean,
      Tensor variance,
      double epsilon,
      Tensor scale,
      boolean inputGradient) {
    BoolPointer wanted = new BoolPointer(GRADIENTS);
    wanted.put(0, inputGradient).put(1, true).put(2, true);
    return torch.native_batch_norm_backward(
        g,
        x,
        new TensorOptional(scale),
        new TensorOptional(),
        new TensorOptional(),
        new TensorOptional(mean),
        new TensorOptional(deviationInverse(variance, epsilon)),
        true,
        epsilon,
        wanted);
  }

  /**
   * With r = 1 / sqrt(v + eps), N = count: {@code dx = scale r (g - S0 / N - (x - m) r S1 / N)},
   * which is {@code a g + b x + d} with {@code a = scale r}, {@code b = -a r S1 / N} and {@code d =
   * -a S0 / N - b m} for each channel: two passes over the activation.
   *
   * @param sums [2, c], S0 and S1
   */
  static Tensor gradient(
      Tensor x,
      Tensor g,
      Tensor mean,
      Tensor variance,
      double epsilon,
      Tensor scale,
      Tensor sums,
      double count) {
    Tensor r = deviationInverse(variance, epsilon);
    Tensor a = r.mul(scale);
    Tensor b = a.mul(r).mul(sums.select(0, 1)).mul(new Scalar(-1 / count));
    Tensor d = a.mul(sums.select(0, 0)).mul(new Scalar(-1 / count)).sub(b.mul(mean));
    Tensor dx = torch.addcmul(channels(d, x), x, channels(b, x), new Scalar(1));
    dx.addcmul_(g, channels(a, x), new Scalar(1));
    return dx;
  }

  private static Tensor deviationInverse(Tensor variance, double epsilon) {
    return variance.add(new Scalar(epsilon)).rsqrt();
  }

  /** A vector [c] beside x: [1, c, 1, 1] or [1, c]. */
  private static Tensor channels(Tensor vector, Tensor x) {
    long[] shape = new long[(int) x.dim()];
    Arrays.fill(shape, 1);
    shape[1] = vector.numel();
    return vector.view(shape);
  }
}
