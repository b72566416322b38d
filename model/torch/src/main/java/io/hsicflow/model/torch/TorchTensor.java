package io.hsicflow.model.torch;

import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.backend.ShapedTensor;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;

/**
 * Numbers that libtorch holds. Activations lie with channels last, all else row-major; neither has
 * gaps.
 *
 * <p>A view holds no handle of its own, but takes one when it is worked on: so it needs no closing
 * and does not keep the memory of what it was taken from.
 */
final class TorchTensor extends ShapedTensor {
  private final Tensor numbers;
  private final Precision precision;
  private final TorchTensor whole;
  private final long offset;
  private final Set<TorchTensor> living;
  private final AtomicBoolean isClosed = new AtomicBoolean();
  private final long bytes;

  /** Of a tensor that is no view: how often it was written, and its views that have copies. */
  private final AtomicLong writes = new AtomicLong();

  private final Set<TorchTensor> copied = new CopyOnWriteArraySet<>();

  /** Numbers made of these after so many writes, or null. */
  private Tensor copy;

  private long writesBehindCopy;

  /**
   * The owner of a native handle.
   *
   * @param numbers dense, in the layout of its kind, retained for this tensor
   * @param living where it is noted until it is closed
   */
  TorchTensor(Tensor numbers, Precision precision, boolean activation, Set<TorchTensor> living) {
    super(shapeOf(numbers), activation);
    this.numbers = numbers;
    this.precision = precision;
    this.living = living;
    whole = null;
    offset = 0;
    bytes = numbers.nbytes();
    living.add(this);
  }

  private TorchTensor(TorchTensor whole, long offset, int[] shape) {
    super(shape, false);
    this.whole = whole;
    this.offset = offset;
    precision = whole.precision;
    numbers = null;
    living = null;
    bytes = size() * precision.bytes();
  }

  /** The numbers from {@code offset} on; the caller has checked that they are there. */
  TorchTensor view(long from, int... viewShape) {
    return new TorchTensor(whole == null ? this : whole, offset + from, viewShape);
  }

  private static int[] shapeOf(Tensor numbers) {
    int[] shape = new int[Math.toIntExact(numbers.dim())];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = Math.toIntExact(numbers.size(i));
    }
    return shape;
  }

  static long[] sizes(int... shape) {
    return Arrays.stream(shape).asLongStream().toArray();
  }

  /** What the numbers take in memory. */
  long bytes() {
    return bytes;
  }

  /** Where the numbers begin in the memory of their device, without gaps; 0 if there are none. */
  long address() {
    Tensor base = whole == null ? numbers() : whole.numbers();
    Pointer first = base.data_ptr();
    return first == null ? 0 : first.address() + offset * precision.bytes();
  }

  Precision precision() {
    return precision;
  }

  @Override
  public void close() {
    if (whole == null && isClosed.compareAndSet(false, true)) {
      living.remove(this);
      dropCopies();
      numbers.close();
    }
  }

  /**
   * The numbers in their shape, to work on within a pointer scope.
   *
   * @throws IllegalStateException once the tensor, or what it is a view of, is closed
   */
  Tensor numbers() {
    if (whole == null) {
      if (isClosed.get()) {
        throw closed();
      }
      return numbers;
    }
    long[] strides = new long[rank()];
    long stride = 1;
    for (int i = strides.length - 1; i >= 0; i--) {
      strides[i] = stride;
      stride *= dimension(i);
    }
    return strided(sizes(shape()), strides);
  }

  /** The numbers in the order of memory, [size]. */
  Tensor flat() {
    return strided(new long[] {size()}, new long[] {1});
  }

  private TorchTensor whole() {
    return whole == null ? this : whole;
  }

  /** These numbers are about to be changed: copies of any part of the whole count no more. */
  TorchTensor written() {
    whole().writes.incrementAndGet();
    return this;
  }

  /** Whether the numbers were changed since they were made. */
  boolean isWritten() {
    return whole().writes.get() > 0;
  }

  /** What is made of these numbers; kept, and the same until they are {@link #written}. */
  synchronized Tensor copy(UnaryOperator<Tensor> making) {
    long now = whole().writes.get();
    if (copy == null || writesBehindCopy != now) {
      dropCopy();
      copy = making.apply(numbers());
      copy.retainReference();
      writesBehindCopy = now;
      whole().copied.add(this);
    }
    return copy;
  }

  /** Frees the copies of all parts of the whole. */
  void dropCopies() {
    whole().copied.forEach(TorchTensor::dropCopy);
    whole().copied.clear();
  }

  private synchronized void dropCopy() {
    if (copy != null) {
      copy.close();
      copy = null;
    }
  }

  /** Adds numbers of this shape to these; within a pointer scope. The other lane may add, too. */
  synchronized void add(Tensor addend) {
    written();
    numbers().add_(addend);
  }

  private Tensor strided(long[] sizes, long[] strides) {
    Tensor base = whole == null ? numbers() : whole.numbers();
    return base.as_strided(sizes, strides, new LongOptional(base.storage_offset() + offset));
  }
}
