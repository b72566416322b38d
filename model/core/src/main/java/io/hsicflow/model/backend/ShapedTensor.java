package io.hsicflow.model.backend;

import java.util.Arrays;

/** What a backend's tensors have in common: a shape, and whether they are activations. */
public abstract class ShapedTensor implements Tensor {
  private final int[] shape;
  private final long size;
  private final boolean activation;

  /** Of that shape, [n, c, h, w] for an activation. */
  protected ShapedTensor(int[] shape, boolean activation) {
    this.shape = shape.clone();
    this.activation = activation;
    size = sizeOf(shape);
  }

  /**
   * How many numbers a tensor of that shape holds.
   *
   * @throws IllegalArgumentException with a sentence where a dimension is negative
   * @throws ArithmeticException where they are too many for a long
   */
  public static long sizeOf(int... shape) {
    long size = 1;
    for (int dimension : shape) {
      if (dimension < 0) {
        throw new IllegalArgumentException(
            "A shape cannot have the size " + dimension + ": " + Arrays.toString(shape) + ".");
      }
      size = Math.multiplyExact(size, dimension);
    }
    return size;
  }

  @Override
  public final int[] shape() {
    return shape.clone();
  }

  @Override
  public final int dimension(int index) {
    return shape[index];
  }

  @Override
  public final int rank() {
    return shape.length;
  }

  @Override
  public final long size() {
    return size;
  }

  @Override
  public final boolean isActivation() {
    return activation;
  }

  /** Channels of an activation, columns of a matrix, numbers of a vector. */
  public final int channels() {
    return activation ? shape[1] : shape[shape.length - 1];
  }

  /** What is thrown by who works on this once it is closed. */
  protected final IllegalStateException closed() {
    return new IllegalStateException(
        "The tensor "
            + Arrays.toString(shape)
            + " was closed, by itself, with its scope or with its backend: its memory may belong to another by now.");
  }

  /** As in a sentence, such as {@code activation[8, 3, 32, 32]}. */
  @Override
  public final String toString() {
    return (activation ? "activation" : "tensor") + Arrays.toString(shape);
  }
}
