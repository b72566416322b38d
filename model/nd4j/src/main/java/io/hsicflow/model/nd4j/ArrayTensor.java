package io.hsicflow.model.nd4j;

import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.backend.ShapedTensor;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Numbers in an array of ND4J's, in memory that is ND4J's business. Activations lie with channels
 * last, all else row-major; neither has gaps.
 */
final class ArrayTensor extends ShapedTensor {
  private final INDArray numbers;
  private final long offset;
  private final Precision precision;
  private final ArrayTensor whole;
  private final Set<ArrayTensor> living;
  private final AtomicBoolean isClosed = new AtomicBoolean();

  /** Made where they are asked for, and kept: to make one costs more than many an operation. */
  private INDArray shaped;

  private INDArray flat;
  private INDArray columns;

  /**
   * The owner of an array.
   *
   * @param numbers row-major without gaps, as many as the shape says; no view
   * @param living where it is noted until it is closed
   */
  ArrayTensor(
      INDArray numbers,
      Precision precision,
      int[] shape,
      boolean activation,
      Set<ArrayTensor> living) {
    super(shape, activation);
    this.numbers = numbers;
    this.precision = precision;
    this.living = living;
    offset = 0;
    whole = null;
    living.add(this);
  }

  private ArrayTensor(ArrayTensor whole, long offset, int[] shape) {
    super(shape, false);
    this.whole = whole;
    this.offset = offset;
    numbers = whole.numbers;
    precision = whole.precision;
    living = null;
  }

  /** The numbers from {@code from} on; the caller has checked that they are there. */
  ArrayTensor view(long from, int... viewShape) {
    return new ArrayTensor(whole == null ? this : whole, offset + from, viewShape);
  }

  Precision precision() {
    return precision;
  }

  /** What the numbers take in memory. */
  long bytes() {
    return size() * precision.bytes();
  }

  /** The numbers in their shape; of an activation [n, h, w, c]. */
  INDArray shaped() {
    requireOpen();
    if (shaped == null) {
      shaped =
          isActivation()
              ? part(0, dimension(0), dimension(2), dimension(3), dimension(1))
              : part(0, Arrays.stream(shape()).asLongStream().toArray());
    }
    return shaped;
  }

  /** The numbers in the order of memory, [size]. */
  INDArray flat() {
    requireOpen();
    if (flat == null) {
      flat = part(0, size());
    }
    return flat;
  }

  /** The numbers as a matrix of as many columns as there are channels. */
  INDArray columns() {
    requireOpen();
    if (columns == null) {
      columns = part(0, size() / channels(), channels());
    }
    return columns;
  }

  /** Adds as many numbers to these. The other lane may add, too. */
  synchronized void add(INDArray addend) {
    flat().addi(addend);
  }

  /** The numbers, or some of them, in another shape. */
  INDArray part(long from, long... as) {
    requireOpen();
    return Nd4j.create(
        numbers.data(), as, Nd4j.getStrides(as, 'c'), offset + from, 'c', numbers.dataType());
  }

  private void requireOpen() {
    if ((whole == null ? this : whole).isClosed.get()) {
      throw closed();
    }
  }

  @Override
  public void close() {
    if (whole == null && isClosed.compareAndSet(false, true)) {
      living.remove(this);
      numbers.close();
    }
  }
}
