package io.hsicflow.model.nd4j;

import io.hsicflow.model.backend.CheckedMemory;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.backend.ShapedTensor;
import io.hsicflow.model.backend.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** How arrays of ND4J's are made, owned, filled and read, wherever they lie. */
abstract class ArrayMemory extends CheckedMemory<ArrayTensor> {
  /** Numbers that pass through the heap at once on the way to or from a device. */
  private static final int CHUNK = 1 << 18;

  private static final double LARGEST_BYTE = 255;

  private final DataType type;
  private final Runnable entry;
  private final Set<ArrayTensor> living = ConcurrentHashMap.newKeySet();

  /**
   * Without tensors yet.
   *
   * @param entry runs on a thread before its operations
   */
  ArrayMemory(Precision precision, Runnable entry) {
    super(ArrayTensor.class, precision);
    type = precision == Precision.FLOAT64 ? DataType.DOUBLE : DataType.FLOAT;
    this.entry = entry;
  }

  @Override
  protected Precision precisionOf(ArrayTensor tensor) {
    return tensor.precision();
  }

  /** Bytes of the tensors that are alive. */
  long bytes() {
    return living.stream().mapToLong(ArrayTensor::bytes).sum();
  }

  void freeAll() {
    List.copyOf(living).forEach(ArrayTensor::close);
  }

  /** Runs operations of ND4J's; what they leave in the temporaries is freed. */
  final void run(Consumer<Temporaries> operations) {
    compute(
        t -> {
          operations.accept(t);
          return null;
        });
  }

  /** The same, with a result. */
  final <T> T compute(Function<Temporaries, T> operations) {
    enter();
    try (Temporaries temporaries = new Temporaries()) {
      T result = operations.apply(temporaries);
      Nd4j.getExecutioner().commit(); // whoever goes on with the numbers may be another thread
      return result;
    }
  }

  /** To be called before a tensor's arrays are asked for outside of {@link #run}. */
  final void enter() {
    entry.run();
  }

  /** A row-major tensor whose content is undefined. */
  final ArrayTensor newTensor(int... shape) {
    return scopes().own(blank(false, shape));
  }

  /** An activation whose content is undefined. */
  final ArrayTensor newActivation(int n, int c, int h, int w) {
    return scopes().own(blank(true, n, c, h, w));
  }

  /** A tensor of the same shape and kind whose content is undefined. */
  final ArrayTensor like(Tensor x) {
    return scopes().own(blank(x.isActivation(), x.shape()));
  }

  private ArrayTensor blank(boolean activation, int... shape) {
    enter();
    INDArray numbers = Nd4j.createUninitialized(type, ShapedTensor.sizeOf(shape));
    return new ArrayTensor(numbers, precision(), shape, activation, living);
  }

  @Override
  public Tensor zeros(int... shape) {
    return scopes().own(persistentZeros(shape));
  }

  @Override
  public Tensor persistentZeros(int... shape) {
    ArrayTensor tensor = blank(false, shape);
    run(t -> tensor.flat().assign(0));
    return tensor;
  }

  @Override
  public Tensor view(Tensor whole, long offset, int... shape) {
    return viewable(whole, offset, shape).view(offset, shape);
  }

  @Override
  public void write(Tensor target, double[] values) {
    ArrayTensor tensor = filledBy(values, target);
    run(t -> fill(t, tensor, values));
  }

  private static void fill(Temporaries t, ArrayTensor tensor, double[] values) {
    INDArray given = t.keep(Nd4j.createFromArray(values));
    if (tensor.isActivation()) {
      int[] s = tensor.shape();
      tensor.shaped().assign(given.reshape('c', s[0], s[1], s[2], s[3]).permute(0, 2, 3, 1));
    } else {
      tensor.flat().assign(given);
    }
  }

  @Override
  public double[] read(Tensor source) {
    ArrayTensor tensor = own(source);
    return compute(
        t -> {
          INDArray wide = t.wide(tensor.shaped());
          INDArray ordered = tensor.isActivation() ? t.copy(wide.permute(0, 3, 1, 2)) : wide;
          return ordered.data().asDouble();
        });
  }

  @Override
  public Tensor activation(double[] values, int n, int c, int h, int w) {
    requireActivation(values, n, c, h, w);
    ArrayTensor tensor = newActivation(n, c, h, w);
    write(tensor, values);
    return tensor;
  }

  @Override
  public Tensor images(byte[] rgb, int n, int side, double[] mean, double[] deviation) {
    int count = Math.toIntExact(bytesOfImages(rgb, n, side));
    ArrayTensor tensor = newActivation(n, 3, side, side);
    float[] numbers = new float[count]; // in CUDA ND4J takes bytes one by one
    for (int i = 0; i < count; i++) {
      numbers[i] = Byte.toUnsignedInt(rgb[i]);
    }
    run(
        t -> {
          INDArray pixels = tensor.columns();
          tensor.flat().assign(t.keep(Nd4j.createFromArray(numbers))).divi(LARGEST_BYTE);
          Columns.subtract(pixels, t.like(t.keep(Nd4j.createFromArray(mean)), pixels));
          Columns.divide(pixels, t.like(t.keep(Nd4j.createFromArray(deviation)), pixels));
        });
    return tensor;
  }

  @Override
  public void copyTo(Tensor source, ByteBuffer target) {
    ArrayTensor tensor = fitting(source, target);
    eachChunk(
        tensor,
        (t, numbers) -> {
          ByteBuffer bytes = next(target, numbers);
          if (type == DataType.DOUBLE) {
            bytes.asDoubleBuffer().put(t.copy(numbers).data().asDouble());
          } else {
            bytes.asFloatBuffer().put(t.copy(numbers).data().asFloat());
          }
        });
  }

  @Override
  public void copyFrom(ByteBuffer source, Tensor target) {
    ArrayTensor tensor = suppliedBy(source, target);
    eachChunk(
        tensor,
        (t, numbers) -> {
          ByteBuffer bytes = next(source, numbers);
          int count = (int) numbers.length();
          if (type == DataType.DOUBLE) {
            double[] values = new double[count];
            bytes.asDoubleBuffer().get(values);
            numbers.assign(t.keep(Nd4j.createFromArray(values)));
          } else {
            float[] values = new float[count];
            bytes.asFloatBuffer().get(values);
            numbers.assign(t.keep(Nd4j.createFromArray(values)));
          }
        });
  }

  /** The buffer's next bytes, for that many numbers; its position moves behind them. */
  private ByteBuffer next(ByteBuffer buffer, INDArray numbers) {
    int length = (int) numbers.length() * precision().bytes();
    ByteBuffer bytes = buffer.slice(buffer.position(), length).order(ByteOrder.LITTLE_ENDIAN);
    buffer.position(buffer.position() + length);
    return bytes;
  }

  private void eachChunk(ArrayTensor tensor, Chunk work) {
    for (long from = 0; from < tensor.size(); from += CHUNK) {
      long start = from;
      long count = Math.min(CHUNK, tensor.size() - from);
      run(t -> work.accept(t, tensor.part(start, count)));
    }
  }

  /** Work on some of a tensor's numbers. */
  private interface Chunk {
    void accept(Temporaries t, INDArray numbers);
  }

  @Override
  public void copy(Tensor source, Tensor target) {
    ArrayTensor from = sameSize(target, source);
    run(t -> own(target).flat().assign(from.flat()));
  }
}
