package io.hsicflow.model.host;

import io.hsicflow.model.backend.OpenScopes;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.backend.Scope;
import io.hsicflow.model.backend.Tensor;
import io.hsicflow.model.backend.TensorMemory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** How tensors are made, owned, filled and read: native blocks, reused from step to step. */
public abstract class HostMemory implements TensorMemory {
  private static final int BYTE_VALUES = 256;

  private final Precision precision;
  private final HostBlocks blocks;
  private final OpenScopes scopes = new OpenScopes();

  HostMemory(Precision precision) {
    if (ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN) {
      throw new IllegalStateException(
          "This backend's state is little-endian, but the machine is not.");
    }
    this.precision = precision;
    blocks = new HostBlocks(precision, this::newBlock, this::keeps);
  }

  /** Takes memory for that many numbers from the system; its content is undefined. */
  protected abstract HostBlock newBlock(long capacity);

  /**
   * Whether a block of that many numbers waits for the next tensor of its size when it comes back;
   * else it goes back to where {@link #newBlock} took it.
   */
  protected boolean keeps(long capacity) {
    return true;
  }

  /** The precision of all tensors. */
  public Precision precision() {
    return precision;
  }

  @Override
  public Scope scope() {
    return scopes.open();
  }

  /** The scopes that own what this makes. */
  final OpenScopes scopes() {
    return scopes;
  }

  /** Bytes of native memory taken so far, in use or not. */
  public long bytes() {
    return blocks.bytes();
  }

  void freeAll() {
    blocks.freeAll();
  }

  /** A row-major tensor whose content is undefined. */
  protected final HostTensor newTensor(int... shape) {
    return scoped(allocate(shape, false));
  }

  /** An activation whose content is undefined. */
  protected final HostTensor newActivation(int n, int c, int h, int w) {
    return scoped(allocate(new int[] {n, c, h, w}, true));
  }

  /** A tensor of the same shape and kind whose content is undefined. */
  protected final HostTensor like(HostTensor x) {
    return scoped(allocate(x.shape(), x.isActivation()));
  }

  /** A block of at least so many numbers, whose content is undefined. */
  protected final HostBlock takeBlock(long count) {
    return blocks.take(count);
  }

  /** Takes a block back, for others. */
  protected final void giveBack(HostBlock block) {
    blocks.giveBack(block);
  }

  private HostTensor allocate(int[] shape, boolean activation) {
    return new HostTensor(blocks, blocks.take(HostTensor.sizeOf(shape)), 0, shape, activation);
  }

  /** Gives a new tensor to the calling thread's innermost scope, if there is one. */
  protected final <T extends Tensor> T scoped(T tensor) {
    return scopes.own(tensor);
  }

  @Override
  public Tensor zeros(int... shape) {
    HostTensor tensor = newTensor(shape);
    tensor.written().zero(0, tensor.count());
    return tensor;
  }

  @Override
  public Tensor persistentZeros(int... shape) {
    HostTensor tensor = allocate(shape, false);
    tensor.written().zero(0, tensor.count());
    return tensor;
  }

  @Override
  public Tensor view(Tensor whole, long offset, int... shape) {
    HostTensor tensor = own(whole);
    long size = HostTensor.sizeOf(shape);
    if (tensor.isActivation() || offset < 0 || offset + size > tensor.count()) {
      throw new IllegalArgumentException(
          "A view of shape %s from %d on does not fit %s."
              .formatted(Arrays.toString(shape), offset, tensor));
    }
    return new HostTensor(null, tensor.block(), tensor.offset() + (int) offset, shape, false);
  }

  @Override
  public void write(Tensor target, double[] values) {
    HostTensor tensor = own(target);
    if (values.length != tensor.count()) {
      throw new IllegalArgumentException(
          "%d values do not fill %s.".formatted(values.length, tensor));
    }
    Numbers.put(tensor, tensor.isActivation() ? channelsLast(values, tensor) : values);
    tensor.written();
  }

  @Override
  public double[] read(Tensor source) {
    HostTensor tensor = own(source);
    double[] values = Numbers.get(tensor);
    return tensor.isActivation() ? channelsFirst(values, tensor) : values;
  }

  private static double[] channelsLast(double[] values, HostTensor tensor) {
    int c = tensor.dimension(1);
    int pixels = tensor.dimension(2) * tensor.dimension(3);
    double[] result = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      int pixel = i % pixels;
      int channel = i / pixels % c;
      int image = i / pixels / c;
      result[(image * pixels + pixel) * c + channel] = values[i];
    }
    return result;
  }

  private static double[] channelsFirst(double[] values, HostTensor tensor) {
    int c = tensor.dimension(1);
    int pixels = tensor.dimension(2) * tensor.dimension(3);
    double[] result = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      int channel = i % c;
      int pixel = i / c % pixels;
      int image = i / c / pixels;
      result[(image * c + channel) * pixels + pixel] = values[i];
    }
    return result;
  }

  @Override
  public Tensor activation(double[] values, int n, int c, int h, int w) {
    HostTensor tensor = newActivation(n, c, h, w);
    write(tensor, values);
    return tensor;
  }

  @Override
  public Tensor images(byte[] rgb, int n, int side, double[] mean, double[] deviation) {
    HostTensor tensor = newActivation(n, 3, side, side);
    if (rgb.length < tensor.count()) {
      throw new IllegalArgumentException(
          "%d images of %d pixels a side need %d bytes, but there are %d."
              .formatted(n, side, tensor.count(), rgb.length));
    }
    double[] table = new double[3 * BYTE_VALUES];
    for (int i = 0; i < table.length; i++) {
      int channel = i / BYTE_VALUES;
      table[i] = (i % BYTE_VALUES / 255.0 - mean[channel]) / deviation[channel];
    }
    double[] image = new double[3 * side * side];
    for (int from = 0; from < tensor.count(); from += image.length) {
      for (int i = 0; i < image.length; i++) {
        image[i] = table[i % 3 * BYTE_VALUES + (rgb[from + i] & 0xFF)];
      }
      Numbers.put(tensor, from, image, image.length);
    }
    return tensor;
  }

  @Override
  public void copyTo(Tensor source, ByteBuffer target) {
    HostTensor tensor = own(source);
    int length = tensor.count() * precision.bytes();
    if (target.remaining() < length) {
      throw new IllegalArgumentException(
          "%s takes %d bytes, but the buffer has room for %d."
              .formatted(tensor, length, target.remaining()));
    }
    target.put(slice(tensor));
  }

  @Override
  public void copyFrom(ByteBuffer source, Tensor target) {
    HostTensor tensor = own(target);
    int length = tensor.count() * precision.bytes();
    if (source.remaining() < length) {
      throw new IllegalArgumentException(
          "%s takes %d bytes, but the buffer holds only %d more."
              .formatted(tensor, length, source.remaining()));
    }
    slice(tensor).put(source.slice(source.position(), length));
    tensor.written();
    source.position(source.position() + length);
  }

  @Override
  public void dropCopies(Tensor tensor) {
    own(tensor).block().forget();
  }

  @Override
  public void copy(Tensor source, Tensor target) {
    slice(own(target)).put(slice(sameSize(target, source)));
    own(target).written();
  }

  private ByteBuffer slice(HostTensor tensor) {
    int size = precision.bytes();
    return tensor.block().bytes().slice(tensor.offset() * size, tensor.count() * size);
  }

  /**
   * The tensor as one of this backend's.
   *
   * @throws IllegalArgumentException where it is another's
   */
  protected final HostTensor own(Tensor tensor) {
    if (tensor instanceof HostTensor mine && mine.precision() == precision) {
      return mine;
    }
    throw new IllegalArgumentException(
        "The tensor " + tensor + " belongs to another backend: copy its values here first.");
  }

  /** The same, of an activation. */
  protected final HostTensor activation(Tensor tensor) {
    HostTensor mine = own(tensor);
    if (!mine.isActivation()) {
      throw new IllegalArgumentException(mine + " is no activation [n, c, h, w].");
    }
    return mine;
  }

  /** The second tensor, which must have the shape of the first. */
  protected final HostTensor sameShape(Tensor like, Tensor tensor) {
    HostTensor mine = own(tensor);
    if (mine.isActivation() != like.isActivation() || !Arrays.equals(mine.shape(), like.shape())) {
      throw new IllegalArgumentException(
          mine + " does not go with " + like + ": their shapes differ.");
    }
    return mine;
  }

  /** The second tensor, which must have as many numbers as the first. */
  protected final HostTensor sameSize(Tensor like, Tensor tensor) {
    HostTensor mine = own(tensor);
    if (mine.isActivation() != like.isActivation() || mine.size() != like.size()) {
      throw new IllegalArgumentException(
          mine + " does not go with " + like + ": their sizes differ.");
    }
    return mine;
  }

  /** The vector, which must have a number for each column of the matrix. */
  HostTensor columns(Tensor matrix, Tensor vector) {
    HostTensor mine = own(vector);
    if (mine.count() != own(matrix).channels()) {
      throw new IllegalArgumentException(mine + " does not go with the columns of " + matrix + ".");
    }
    return mine;
  }
}
