package io.hsicflow.model.backend;

import java.nio.ByteBuffer;

/** How tensors are made, seen in parts, filled and read. */
public interface TensorMemory {
  /**
   * Opens a scope that owns the tensors made from now on by the calling thread, until it is closed.
   */
  Scope scope();

  /** Runs a piece of work in a scope of its own: tensors made in it are gone afterwards. */
  default void scoped(Runnable work) {
    Scope scope = scope();
    try {
      work.run();
    } finally {
      scope.close();
    }
  }

  /** Zeros, owned by the innermost open scope (by the caller where none is open). */
  Tensor zeros(int... shape);

  /**
   * Zeros that no scope owns: they live until closed. For parameters, gradients, momentum and other
   * state.
   */
  Tensor persistentZeros(int... shape);

  /**
   * The numbers from {@code offset} on as a tensor of its own shape, sharing memory. For row-major
   * tensors only.
   *
   * @throws IllegalArgumentException where the view does not fit
   */
  Tensor view(Tensor whole, long offset, int... shape);

  /**
   * Overwrites a row-major tensor, or an activation given in [n, c, h, w] order, rounding to the
   * backend's precision.
   */
  void write(Tensor target, double[] values);

  /** The values, row-major; of an activation in [n, c, h, w] order. */
  double[] read(Tensor source);

  /** A new row-major tensor of these values. */
  default Tensor of(double[] values, int... shape) {
    Tensor tensor = zeros(shape);
    write(tensor, values);
    return tensor;
  }

  /** A new activation of values in [n, c, h, w] order. */
  Tensor activation(double[] values, int n, int c, int h, int w);

  /**
   * Images as an activation [n, 3, side, side]: {@code (byte / 255 - mean) / deviation} for each
   * channel.
   *
   * @param rgb n pictures of side x side x 3 bytes, rows from the top, channels interleaved
   */
  Tensor images(byte[] rgb, int n, int side, double[] mean, double[] deviation);

  /**
   * Copies a row-major tensor's numbers as they are (little-endian, in the backend's precision) to
   * the buffer's position and moves it behind them. One memory copy for direct and heap buffers.
   */
  void copyTo(Tensor source, ByteBuffer target);

  /** The reverse of {@link #copyTo}: reads size x precision bytes from the buffer's position. */
  void copyFrom(ByteBuffer source, Tensor target);

  /**
   * Frees what a backend keeps of a row-major tensor's numbers to work with them, such as weights
   * in another layout; it is made again when it is needed. For numbers that are written before they
   * are read again.
   */
  default void dropCopies(Tensor tensor) {}

  /** Copies all values between tensors of equal size and kind. */
  void copy(Tensor source, Tensor target);
}
