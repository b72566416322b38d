package io.hsicflow.model.host;

import io.hsicflow.model.backend.CheckedMemory;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.backend.ShapedTensor;
import io.hsicflow.model.backend.Tensor;
import java.nio.ByteBuffer;

/** How tensors are made, owned, filled and read: native blocks, reused from step to step. */
public abstract class HostMemory extends CheckedMemory<HostTensor> {
  private static final int BYTE_VALUES = 256;

  private final HostBlocks blocks;

  HostMemory(Precision precision) {
    super(HostTensor.class, precision);
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

  @Override
  protected Precision precisionOf(HostTensor tensor) {
    return tensor.precision();
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
    return new HostTensor(blocks, blocks.take(ShapedTensor.sizeOf(shape)), 0, shape, activation);
  }

  /** Gives a new tensor to the calling thread's innermost scope, if there is one. */
  protected final <T extends Tensor> T scoped(T tensor) {
    return scopes().own(tensor);
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
    HostTensor tensor = viewable(whole, offset, shape);
    return new HostTensor(null, tensor.block(), tensor.offset() + (int) offset, shape, false);
  }

  @Override
  public void write(Tensor target, double[] values) {
    HostTensor tensor = filledBy(values, target);
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
    requireActivation(values, n, c, h, w);
    HostTensor tensor = newActivation(n, c, h, w);
    write(tensor, values);
    return tensor;
  }

  @Override
  public Tensor images(byte[] rgb, int n, int side, double[] mean, double[] deviation) {
    bytesOfImages(rgb, n, side);
    HostTensor tensor = newActivation(n, 3, side, side);
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
    HostTensor tensor = fitting(source, target);
    target.put(slice(tensor));
  }

  @Override
  public void copyFrom(ByteBuffer source, Tensor target) {
    HostTensor tensor = suppliedBy(source, target);
    int length = tensor.count() * precision().bytes();
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
    int size = precision().bytes();
    return tensor.block().bytes().slice(tensor.offset() * size, tensor.count() * size);
  }
}
