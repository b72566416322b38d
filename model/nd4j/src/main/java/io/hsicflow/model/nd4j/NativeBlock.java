package io.hsicflow.model.nd4j;

import io.hsicflow.model.backend.Precision;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A piece of native memory, aligned to cache lines, and the faces it shows to Java loops, OpenBLAS
 * and ND4J.
 */
final class NativeBlock {
  private static final int ALIGNMENT = 64;

  private final Precision precision;
  private final long capacity;
  private final BytePointer memory;
  private final BytePointer start;
  private final ByteBuffer bytes;
  private final FloatBuffer floats;
  private final DoubleBuffer doubles;
  private final Map<ArrayKey, INDArray> arrays = new HashMap<>();
  private volatile boolean freed;

  /** Takes memory for that many numbers; its content is undefined. */
  NativeBlock(Precision precision, long capacity) {
    long size = capacity * precision.bytes();
    if (size > Integer.MAX_VALUE - ALIGNMENT) {
      throw new IllegalArgumentException(
          "One tensor of "
              + size
              + " bytes is more than the 2 GiB that this backend can address: take a smaller batch.");
    }
    this.precision = precision;
    this.capacity = capacity;
    memory = new BytePointer(size + ALIGNMENT);
    start = memory.getPointer((ALIGNMENT - memory.address() % ALIGNMENT) % ALIGNMENT);
    start.limit(size);
    bytes = start.asByteBuffer().order(ByteOrder.nativeOrder());
    floats = precision == Precision.FLOAT32 ? bytes.asFloatBuffer() : null;
    doubles = precision == Precision.FLOAT64 ? bytes.asDoubleBuffer() : null;
  }

  long capacity() {
    return capacity;
  }

  /** The memory as bytes in the machine's order; its position is never moved. */
  ByteBuffer bytes() {
    return bytes;
  }

  FloatBuffer floats() {
    return floats;
  }

  DoubleBuffer doubles() {
    return doubles;
  }

  /** A pointer behind the first {@code offset} numbers. */
  BytePointer at(long offset) {
    return start.getPointer(offset * precision.bytes());
  }

  void zero(long offset, long count) {
    Pointer.memset(at(offset), 0, count * precision.bytes());
  }

  /** The numbers from {@code offset} on as ND4J's array of that shape, row-major; made once. */
  synchronized INDArray array(long offset, long... shape) {
    return arrays.computeIfAbsent(new ArrayKey(offset, shape), this::newArray);
  }

  private INDArray newArray(ArrayKey key) {
    long length = Arrays.stream(key.shape).reduce(1, (a, b) -> a * b);
    boolean single = precision == Precision.FLOAT32;
    BytePointer at = at(key.offset);
    Pointer typed = single ? new FloatPointer(at) : new DoublePointer(at);
    typed.limit(length).capacity(length);
    DataType type = single ? DataType.FLOAT : DataType.DOUBLE;
    DataBuffer buffer = Nd4j.createBuffer(typed, length, type);
    long[] strides = Nd4j.getStrides(key.shape, 'c');
    return Nd4j.create(buffer, key.shape, strides, 0, 'c', type);
  }

  /** Whether the memory went back to the system, as it does with its backend. */
  boolean isFreed() {
    return freed;
  }

  /** Gives the memory back to the system. */
  void free() {
    freed = true;
    arrays.clear();
    memory.deallocate();
  }

  private static final class ArrayKey {
    final long offset;
    final long[] shape;

    ArrayKey(long offset, long[] shape) {
      this.offset = offset;
      this.shape = shape;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof ArrayKey k && offset == k.offset && Arrays.equals(shape, k.shape);
    }

    @Override
    public int hashCode() {
      return Long.hashCode(offset) * 31 + Arrays.hashCode(shape);
    }
  }
}
