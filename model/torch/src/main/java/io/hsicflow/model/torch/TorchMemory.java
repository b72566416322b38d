package io.hsicflow.model.torch;

import io.hsicflow.model.backend.OpenScopes;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.backend.Scope;
import io.hsicflow.model.backend.Tensor;
import io.hsicflow.model.backend.TensorMemory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/**
 * How tensors are made, owned, filled and read. Whatever a primitive makes lies in a pointer scope
 * of its own and is freed when it returns, but for its result, which the open scope owns.
 */
abstract class TorchMemory implements TensorMemory {
  private static final double LARGEST_BYTE = 255;

  private final Precision precision;
  private final TorchDevice device;
  private final torch.ScalarType type;
  private final torch.ScalarType activationType;
  private final OpenScopes scopes = new OpenScopes();
  private final Set<TorchTensor> living = ConcurrentHashMap.newKeySet();

  TorchMemory(Precision precision, TorchDevice device) {
    if (ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN) {
      throw new IllegalStateException(
          "This backend's state is little-endian, but the machine is not.");
    }
    this.precision = precision;
    this.device = device;
    type = precision == Precision.FLOAT64 ? torch.ScalarType.Double : torch.ScalarType.Float;
    activationType = precision == Precision.BFLOAT16 ? torch.ScalarType.BFloat16 : type;
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
  OpenScopes scopes() {
    return scopes;
  }

  /** {@code cpu} or {@code cuda}. */
  public String device() {
    return device.optionName();
  }

  /** libtorch's name for the precision of all but activations, which sums are made in. */
  torch.ScalarType type() {
    return type;
  }

  /** libtorch's name for the precision of activations, and of weights where they meet them. */
  torch.ScalarType activationType() {
    return activationType;
  }

  /** Bytes of the tensors that are alive. */
  long bytes() {
    return living.stream().mapToLong(TorchTensor::bytes).sum();
  }

  /** How many tensors are alive. */
  int count() {
    return living.size();
  }

  void freeAll() {
    List.copyOf(living).forEach(TorchTensor::close);
  }

  /** Runs native operations whose results nobody keeps. */
  void run(Runnable operations) {
    compute(
        () -> {
          operations.run();
          return null;
        });
  }

  /** The result of native operations that leaves libtorch. */
  <T> T compute(Supplier<T> operations) {
    TorchThreads.prepare();
    PointerScope temporaries = new PointerScope();
    try {
      return operations.get();
    } finally {
      temporaries.close();
    }
  }

  /** A row-major tensor of what the operations make. */
  TorchTensor make(Supplier<org.bytedeco.pytorch.Tensor> operations) {
    return scopes.own(keep(operations, false));
  }

  /** An activation of what the operations make. */
  TorchTensor makeActivation(Supplier<org.bytedeco.pytorch.Tensor> operations) {
    return scopes.own(keep(operations, true));
  }

  /** A tensor of the kind of another. */
  TorchTensor makeLike(Tensor other, Supplier<org.bytedeco.pytorch.Tensor> operations) {
    return scopes.own(keep(operations, other.isActivation()));
  }

  /**
   * The numbers in the layout of their kind, outside the scope of temporaries. Asking for a layout
   * gives a handle that is ours, also where the operations returned one of something else.
   */
  private TorchTensor keep(Supplier<org.bytedeco.pytorch.Tensor> operations, boolean activation) {
    return compute(
        () -> {
          org.bytedeco.pytorch.Tensor numbers =
              ofKind(operations.get(), activation)
                  .contiguous(
                      activation ? torch.MemoryFormat.ChannelsLast : torch.MemoryFormat.Contiguous);
          numbers.retainReference();
          return new TorchTensor(numbers, precision, activation, living);
        });
  }

  private org.bytedeco.pytorch.Tensor ofKind(
      org.bytedeco.pytorch.Tensor numbers, boolean activation) {
    return activation && activationType != type ? numbers.to(activationType) : numbers;
  }

  /** How a new native tensor is to be; within a pointer scope. */
  TensorOptions options(torch.ScalarType kind) {
    return new TensorOptions(kind).device(new DeviceOptional(device.handle()));
  }

  private org.bytedeco.pytorch.Tensor nativeZeros(int... shape) {
    TorchTensor.sizeOf(shape);
    return torch.zeros(TorchTensor.sizes(shape), options(type));
  }

  @Override
  public Tensor zeros(int... shape) {
    return make(() -> nativeZeros(shape));
  }

  @Override
  public Tensor persistentZeros(int... shape) {
    return keep(() -> nativeZeros(shape), false);
  }

  @Override
  public Tensor view(Tensor whole, long offset, int... shape) {
    TorchTensor tensor = own(whole);
    long size = TorchTensor.sizeOf(shape);
    if (tensor.isActivation() || offset < 0 || offset + size > tensor.size()) {
      throw new IllegalArgumentException(
          "A view of shape %s from %d on does not fit %s."
              .formatted(Arrays.toString(shape), offset, tensor));
    }
    return tensor.view(offset, shape);
  }

  @Override
  public void write(Tensor target, double[] values) {
    TorchTensor tensor = own(target);
    if (values.length != tensor.size()) {
      throw new IllegalArgumentException(
          "%d values do not fill %s.".formatted(values.length, tensor));
    }
    run(() -> tensor.written().numbers().copy_(onHost(values, tensor.shape())));
  }

  /** The values as a native tensor of doubles in the processor's memory. */
  private static org.bytedeco.pytorch.Tensor onHost(double[] values, int... shape) {
    return torch.from_blob(
        new DoublePointer(values),
        TorchTensor.sizes(shape),
        new TensorOptions(torch.ScalarType.Double));
  }

  @Override
  public double[] read(Tensor source) {
    TorchTensor tensor = own(source);
    double[] values = new double[Math.toIntExact(tensor.size())];
    run(
        () ->
            tensor
                .numbers()
                .to(new Device(torch.DeviceType.CPU), torch.ScalarType.Double)
                .contiguous()
                .data_ptr_double()
                .get(values));
    return values;
  }

  @Override
  public Tensor activation(double[] values, int n, int c, int h, int w) {
    if (values.length != TorchTensor.sizeOf(n, c, h, w)) {
      throw new IllegalArgumentException(
          "%d values do not fill an activation [%d, %d, %d, %d]."
              .formatted(values.length, n, c, h, w));
    }
    return makeActivation(() -> copied(onHost(values, n, c, h, w)));
  }

  /** A copy on the device, also where nothing but the owner of the memory would change. */
  private org.bytedeco.pytorch.Tensor copied(org.bytedeco.pytorch.Tensor host) {
    return host.to(device.handle(), type, false, true, new MemoryFormatOptional());
  }

  @Override
  public Tensor images(byte[] rgb, int n, int side, double[] mean, double[] deviation) {
    long count = bytesOfImages(rgb, n, side);
    return makeActivation(
        () -> {
          org.bytedeco.pytorch.Tensor bytes =
              torch.from_blob(
                  new BytePointer(count).put(rgb, 0, (int) count),
                  TorchTensor.sizes(n, side, side, 3),
                  new TensorOptions(torch.ScalarType.Byte));
          org.bytedeco.pytorch.Tensor values =
              bytes.to(device.handle(), torch.ScalarType.Byte).to(type);
          values.div_(new Scalar(LARGEST_BYTE));
          values.sub_(copied(onHost(mean, 3)));
          values.div_(copied(onHost(deviation, 3)));
          return values.permute(0, 3, 1, 2);
        });
  }

  /** How many bytes so many images have; that they are there is checked. */
  static long bytesOfImages(byte[] rgb, int n, int side) {
    long count = TorchTensor.sizeOf(n, side, side, 3);
    if (rgb.length < count) {
      throw new IllegalArgumentException(
          "%d images of %d pixels a side need %d bytes, but there are %d."
              .formatted(n, side, count, rgb.length));
    }
    return count;
  }

  /** Whole numbers as a native vector on the device. */
  org.bytedeco.pytorch.Tensor indices(int[] values) {
    org.bytedeco.pytorch.Tensor host =
        torch.from_blob(
            new IntPointer(values),
            TorchTensor.sizes(values.length),
            new TensorOptions(torch.ScalarType.Int));
    return host.to(device.handle(), torch.ScalarType.Long);
  }

  @Override
  public void copyTo(Tensor source, ByteBuffer target) {
    TorchTensor tensor = own(source);
    long length = tensor.size() * precision.bytes();
    if (target.remaining() < length) {
      throw new IllegalArgumentException(
          "%s takes %d bytes, but the buffer has room for %d."
              .formatted(tensor, length, target.remaining()));
    }
    run(() -> RawCopies.to(tensor.flat(), target));
  }

  @Override
  public void copyFrom(ByteBuffer source, Tensor target) {
    TorchTensor tensor = own(target);
    long length = tensor.size() * precision.bytes();
    if (source.remaining() < length) {
      throw new IllegalArgumentException(
          "%s takes %d bytes, but the buffer holds only %d more."
              .formatted(tensor, length, source.remaining()));
    }
    run(() -> RawCopies.from(source, tensor.written().flat()));
  }

  @Override
  public void copy(Tensor source, Tensor target) {
    TorchTensor from = sameSize(target, source);
    run(() -> own(target).written().flat().copy_(from.flat()));
  }

  /**
   * The tensor as one of this backend's.
   *
   * @throws IllegalArgumentException where it is another's
   */
  TorchTensor own(Tensor tensor) {
    if (tensor instanceof TorchTensor mine && mine.precision() == precision) {
      return mine;
    }
    throw new IllegalArgumentException(
        "The tensor " + tensor + " belongs to another backend: copy its values here first.");
  }

  /** The same, of an activation. */
  TorchTensor activation(Tensor tensor) {
    TorchTensor mine = own(tensor);
    if (!mine.isActivation()) {
      throw new IllegalArgumentException(mine + " is no activation [n, c, h, w].");
    }
    return mine;
  }

  /** The second tensor, which must have the shape of the first. */
  TorchTensor sameShape(Tensor like, Tensor tensor) {
    TorchTensor mine = own(tensor);
    if (mine.isActivation() != like.isActivation() || !Arrays.equals(mine.shape(), like.shape())) {
      throw new IllegalArgumentException(
          mine + " does not go with " + like + ": their shapes differ.");
    }
    return mine;
  }

  /** The second tensor, which must have as many numbers as the first. */
  TorchTensor sameSize(Tensor like, Tensor tensor) {
    TorchTensor mine = own(tensor);
    if (mine.isActivation() != like.isActivation() || mine.size() != like.size()) {
      throw new IllegalArgumentException(
          mine + " does not go with " + like + ": their sizes differ.");
    }
    return mine;
  }

  /** The vector, which must have a number for each channel of an activation, column of a matrix. */
  TorchTensor channels(Tensor values, Tensor vector) {
    TorchTensor mine = own(vector);
    if (mine.size() != own(values).channels()) {
      throw new IllegalArgumentException(
          mine + " does not go with the channels or columns of " + values + ".");
    }
    return mine;
  }
}
