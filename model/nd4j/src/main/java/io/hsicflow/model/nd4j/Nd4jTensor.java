package io.hsicflow.model.nd4j;

import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.backend.Tensor;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Numbers in a native block. Activations lie there with channels last: [n, h, w, c]. */
final class Nd4jTensor implements Tensor {
  private final NativeBlocks owner;
  private final NativeBlock block;
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
  Nd4jTensor(NativeBlocks owner, NativeBlock block, int offset, int[] shape, boolean activation) {
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
  NativeBlock block() {
    if (closed.get() || block.isFreed()) {
      throw new IllegalStateException(
          "The tensor "
              + Arrays.toString(shape)
              + " was closed, by itself, with its scope or with its backend: its memory may belong to another by now.");
    }
    return block;
  }

  /** Numbers of the block before the first of this tensor. */
  int offset() {
    return offset;
  }

  int count() {
    return size;
  }

  /** Channels of an activation, columns of a matrix. */
  int channels() {
    return activation ? shape[1] : shape[shape.length - 1];
  }

  /** As ND4J sees it: [n, h, w, c] for activations, else the shape. */
  INDArray array() {
    if (activation) {
      return block().array(offset, shape[0], shape[2], shape[3], shape[1]);
    }
    return block().array(offset, Arrays.stream(shape).asLongStream().toArray());
  }

  FloatPointer floatPointer() {
    return new FloatPointer(block().at(offset));
  }

  DoublePointer doublePointer() {
    return new DoublePointer(block().at(offset));
  }

  Precision precision() {
    return block.floats() != null ? Precision.FLOAT32 : Precision.FLOAT64;
  }

  @Override
  public String toString() {
    return (activation ? "activation" : "tensor") + Arrays.toString(shape);
  }
}
