package io.hsicflow.model.torch;

import org.bytedeco.pytorch.LongArrayRefOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * LARS on one tensor (docs/method.md section 6) without asking the device for a number: the trust
 * ratio stays there, so that a GPU runs on while the next tensor's step is being sent.
 */
final class LarsStep {
  private LarsStep() {}

  /**
   * {@code g = gradient + decay p}, scaled by trust |p| / |g| where trust is positive and neither
   * norm 0; {@code m = momentum m + g}; {@code p -= rate m}.
   */
  static void update(
      Tensor p,
      Tensor gradient,
      Tensor m,
      double rate,
      double momentum,
      double decay,
      double trust) {
    Tensor g = gradient.add(p, new Scalar(decay));
    if (trust > 0) {
      g.mul_(factor(norm(p), norm(g), trust));
    }
    m.mul_(new Scalar(momentum));
    m.add_(g);
    p.sub_(m, new Scalar(rate));
  }

  private static Tensor factor(Tensor parameterNorm, Tensor gradientNorm, double trust) {
    Tensor ratio = parameterNorm.mul(new Scalar(trust)).div(gradientNorm);
    Tensor both = parameterNorm.mul(gradientNorm).gt(new Scalar(0));
    return torch.where(both, ratio, new Scalar(1.0));
  }

  /** A double without dimensions. */
  private static Tensor norm(Tensor x) {
    return torch.linalg_vector_norm(
        x,
        new Scalar(2.0),
        new LongArrayRefOptional(),
        false,
        new ScalarTypeOptional(torch.ScalarType.Double));
  }
}
