package io.hsicflow.model.nd4j;

import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.host.HostBlock;
import io.hsicflow.model.host.HostTensor;
import java.nio.ByteBuffer;
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

/** Native memory and the faces it shows to OpenBLAS and ND4J. */
final class NativeBlock extends HostBlock {
  private final Precision precision;
  private final BytePointer memory;
  private final BytePointer start;
  private final Map<ArrayKey, INDArray> arrays = new HashMap<>();

  private NativeBlock(Precision precision, BytePointer memory, BytePointer start) {
    super(precision, start.limit() / precision.bytes());
    this.precision = precision;
    this.memory = memory;
    this.start = start;
  }

  /** Takes memory for that many numbers; its content is undefined. */
  static NativeBlock take(Precision precision, long capacity) {
    int size = bytesOf(precision, capacity);
    BytePointer memory = new BytePointer((long) size + ALIGNMENT);
    BytePointer start =
        memory.getPointer((ALIGNMENT - memory.address() % ALIGNMENT) % ALIGNMENT).limit(size);
    return new NativeBlock(precision, memory, start);
  }

  /** The tensor as ND4J sees it: [n, h, w, c] for activations, else its shape. */
  static INDArray array(HostTensor tensor) {
    int[] s = tensor.shape();
    long[] shape =
        tensor.isActivation()
            ? new long[] {s[0], s[2], s[3], s[1]}
            : Arrays.stream(s).asLongStream().toArray();
    return of(tensor).array(tensor.offset(), shape);
  }

  static FloatPointer floats(HostTensor tensor) {
    return new FloatPointer(of(tensor).at(tensor.offset()));
  }

  static DoublePointer doubles(HostTensor tensor) {
    return new DoublePointer(of(tensor).at(tensor.offset()));
  }

  private static NativeBlock of(HostTensor tensor) {
    return (NativeBlock) tensor.block();
  }

  /** A pointer behind the first {@code offset} numbers. */
  private BytePointer at(long offset) {
    return start.getPointer(offset * precision.bytes());
  }

  @Override
  protected void zero(long offset, long count) {
    Pointer.memset(at(offset), 0, count * precision.bytes());
  }

  /** The numbers from {@code offset} on as ND4J's array of that shape, row-major; made once. */
  private synchronized INDArray array(long offset, long... shape) {
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

  @Override
  protected ByteBuffer memory() {
    return start.asByteBuffer();
  }

  @Override
  protected void release() {
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
