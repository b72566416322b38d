package io.hsicflow.model.backend;

import java.util.List;

/** Updates of flat buffers and their views, in place; operands have equal sizes. */
public interface FlatVectorPrimitives {
  /** {@code x = value}. */
  void fill(Tensor x, double value);

  /** {@code x *= factor}. */
  void scale(Tensor x, double factor);

  /** {@code y += factor * x}. */
  void axpy(double factor, Tensor x, Tensor y);

  /** {@code target += weight * (source - target)}. */
  void lerp(Tensor target, Tensor source, double weight);

  /**
   * {@link #lerp} of each target towards the source of the same place; for many small tensors that
   * a device takes at once.
   */
  default void lerpEach(List<Tensor> targets, List<Tensor> sources, double weight) {
    for (int i = 0; i < targets.size(); i++) {
      lerp(targets.get(i), sources.get(i), weight);
    }
  }

  /** {@link #larsUpdate} of each part; for many tensors that a device takes at once. */
  default void larsUpdateEach(List<LarsPart> parts, double rate, double momentum) {
    for (LarsPart part : parts) {
      larsUpdate(
          part.parameters(),
          part.gradient(),
          part.momentumBuffer(),
          rate,
          momentum,
          part.decay(),
          part.trust(),
          part.followers());
    }
  }

  /**
   * One tensor's momentum step of LARS (docs/method.md section 6): {@code g += decay p}; where
   * {@code trust} is positive, {@code g *= trust |p| / |g|} unless either norm is 0; {@code m =
   * momentum m + g}; {@code p -= rate m}; then {@link #lerp} of each follower towards the updated
   * parameters. The gradient is left as it was.
   *
   * @param decay weight decay; 0 for excluded tensors
   * @param trust trust coefficient eta; 0 for excluded tensors
   * @param followers with as many numbers as the parameters
   */
  void larsUpdate(
      Tensor parameters,
      Tensor gradient,
      Tensor momentumBuffer,
      double rate,
      double momentum,
      double decay,
      double trust,
      List<Follower> followers);
}
