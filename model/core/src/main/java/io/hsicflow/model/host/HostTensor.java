package io.hsicflow.model.host;

import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.backend.Tensor;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;

/** Numbers in a native block. Activations lie there with channels last: [n, h, w, c]. */
public final class HostTensor implements Tensor {
  private final HostBlocks owner;
  private final HostBlock block;
  private final int offset;
  private final int[] shape;
  private final int size;
  private final boolean activation;
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * A tensor on a block.
   *
   * @param owner where the block goes when the tensor is closed; null for a view
   */
  HostTensor(HostBlocks owner, HostBlock block, int offset, int[] shape, boolean activation) {
    this.owner = owner;
    this.block = block;
    this.offset = offset;
    this.shape = shape.clone();
    this.activation = activation;
    size = Math.toIntExact(sizeOf(shape));
  }

  static long sizeOf(int... shape) {
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
  public int[] shape() {
    return shape.clone();
  }

  @Override
  public int dimension(int index) {
    return shape[index];
  }

  @Override
  public int rank() {
    return shape.length;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public boolean isActivation() {
    return activation;
  }

  @Override
  public void close() {
    if (owner != null && closed.compareAndSet(false, true)) {
      owner.giveBack(block);
    }
  }

  /**
   * The block, to work on.
   *
   * @throws IllegalStateException once the tensor or its backend is closed
   */
  public HostBlock block() {
    if (closed.get() || block.isFreed()) {
      throw new IllegalStateException(
          "The tensor "
              + Arrays.toString(shape)
              + " was closed, by itself, with its scope or with its backend: its memory may belong to another by now.");
    }
    return block;
  }

  /** The block, whose numbers were or are about to be changed. */
  HostBlock written() {
    HostBlock changed = block();
    changed.forget();
    return changed;
  }

  /** Numbers of the block before the first of this tensor. */
  public int offset() {
    return offset;
  }

  /** How many numbers it holds. */
  public int count() {
    return size;
  }

  /**
   * Overwrites numbers of a tensor in single precision.
   *
   * @param from the first one to overwrite
   */
  public void putFloats(int from, float[] values) {
    written().floats().put(offset + from, values);
  }

  /** Channels of an activation, columns of a matrix. */
  public int channels() {
    return activation ? shape[1] : shape[shape.length - 1];
  }

  /** What its numbers are kept in. */
  public Precision precision() {
    return block.precision();
  }

  @Override
  public String toString() {
    return (activation ? "activation" : "tensor") + Arrays.toString(shape);
  }
}
