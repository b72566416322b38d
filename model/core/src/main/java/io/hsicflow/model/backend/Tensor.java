package io.hsicflow.model.backend;

/**
 * A handle on numbers that a backend holds. Vectors, matrices and convolution weights are
 * row-major; an activation has the logical shape [n, c, h, w] and the layout that its backend
 * likes.
 *
 * <p>A tensor lives until it is closed, until the {@link Scope} in which it was made is closed, or
 * until the backend is. Closing it early gives its memory back for the next tensor and is worth
 * doing for activations; closing twice does nothing. A view shares the memory of what it was taken
 * from and must not outlive it.
 */
public interface Tensor extends AutoCloseable {
  /** The shape; a fresh array. */
  int[] shape();

  /** The size of one dimension, counted from 0. */
  int dimension(int index);

  /** How many dimensions the shape has. */
  int rank();

  /** How many numbers it holds. */
  long size();

  /** True for [n, c, h, w] in the backend's own layout; false for row-major numbers. */
  boolean isActivation();

  /** Gives the memory back to the backend; nothing happens for a view or the second time. */
  @Override
  void close();
}
