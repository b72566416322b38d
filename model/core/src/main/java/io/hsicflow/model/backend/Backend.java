package io.hsicflow.model.backend;

/**
 * A numerical library behind the learner: memory, eager primitives, threads.
 *
 * <p>Equal inputs and an equal number of threads give equal bits, run after run. A backend may be
 * used by one thread at a time, and by the two tasks of {@link #sideBySide}.
 */
public interface Backend
    extends TensorMemory,
        ActivationPrimitives,
        MatrixPrimitives,
        FlatVectorPrimitives,
        AutoCloseable {
  /** The name under which {@link Backends} finds it, such as {@code nd4j}. */
  String name();

  /** The precision of all its tensors. */
  Precision precision();

  /** The kind of device that it computes on: {@code cpu} or {@code cuda}. */
  default String device() {
    return Device.CPU.kindName();
  }

  /** Threads that its primitives use together. */
  int threads();

  /**
   * Runs two tasks that share no tensor that either writes, at the same time where the backend has
   * threads for that, else one after the other; returns when both are done. The results are those
   * of running them in order. Tensors made in them belong to the caller's scope.
   *
   * <p>Both may add to one tensor object by {@link #axpy}, {@link #addColumnSums} and as gradients
   * of parameters: each addition is one, with its addend rounded before, so that the sum of one
   * from either task and of zeros is the same in either order.
   *
   * <p>The two views of a batch are such tasks: on a CPU this uses two cores better than splitting
   * every primitive.
   *
   * @throws RuntimeException of a task, the first one's where both fail
   */
  void sideBySide(Runnable first, Runnable second);

  /**
   * All gradients of a training-mode batch norm on one rank: {@link #normaliseGradientSums}, added
   * to the gradients of shift and scale, then {@link #normaliseGradient}. Backends may fuse.
   *
   * @param y the output of the forward; not null where {@code relu}
   * @param norm of the forward: with it y can be computed from x instead of being read
   * @param scaleGradient [c], added to; {@code shiftGradient} likewise
   * @return the gradient of x
   */
  default Tensor batchNormGradient(
      Tensor x,
      Tensor y,
      Tensor outputGradient,
      NormOperands norm,
      boolean relu,
      Tensor scaleGradient,
      Tensor shiftGradient) {
    Tensor sums = normaliseGradientSums(x, y, outputGradient, norm, relu);
    int c = norm.mean().dimension(0);
    axpy(1, view(sums, 0, c), shiftGradient);
    axpy(1, view(sums, c, c), scaleGradient);
    double count = (double) x.size() / c;
    return normaliseGradient(x, y, outputGradient, norm, sums, count, relu);
  }

  /**
   * The same behind {@link #batchNormAddRelu}: masks the output gradient in place by y, so that it
   * becomes the addend's, and then is {@link #batchNormGradient} of it. Backends may fuse.
   *
   * @param y the output of the forward
   */
  default Tensor batchNormAddReluGradient(
      Tensor x,
      Tensor y,
      Tensor outputGradient,
      NormOperands norm,
      Tensor scaleGradient,
      Tensor shiftGradient) {
    reluGradientInPlace(outputGradient, y);
    return batchNormGradient(x, null, outputGradient, norm, false, scaleGradient, shiftGradient);
  }

  /** Frees everything that is still alive; the backend is of no use afterwards. */
  @Override
  void close();
}
