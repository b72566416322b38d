package io.hsicflow.model.torch;

import io.hsicflow.model.backend.CheckedMemory;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.backend.ShapedTensor;
import io.hsicflow.model.backend.Tensor;
import java.nio.ByteBuffer;
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
abstract class TorchMemory extends CheckedMemory<TorchTensor> {
  private static final double LARGEST_BYTE = 255;

  private final TorchDevice device;
  private final torch.ScalarType type;
  private final torch.ScalarType activationType;
  private final Set<TorchTensor> living = ConcurrentHashMap.newKeySet();

  TorchMemory(Precision precision, TorchDevice device) {
    super(TorchTensor.class, precision);
    this.device = device;
    type = precision == Precision.FLOAT64 ? torch.ScalarType.Double : torch.ScalarType.Float;
    activationType = precision == Precision.BFLOAT16 ? torch.ScalarType.BFloat16 : type;
  }

  @Override
  protected Precision precisionOf(TorchTensor tensor) {
    return tensor.precision();
  }

  /** {@code cpu} or {@code cuda}. */
  public String device() {
    return device.device().kindName();
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
    return scopes().own(keep(operations, false));
  }

  /** An activation of what the operations make. */
  TorchTensor makeActivation(Supplier<org.bytedeco.pytorch.Tensor> operations) {
    return scopes().own(keep(operations, true));
  }

  /** A tensor of the kind of another. */
  TorchTensor makeLike(Tensor other, Supplier<org.bytedeco.pytorch.Tensor> operations) {
    return scopes().own(keep(operations, other.isActivation()));
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
          return new TorchTensor(numbers, precision(), activation, living);
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
    ShapedTensor.sizeOf(shape);
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
    return viewable(whole, offset, shape).view(offset, shape);
  }

  @Override
  public void write(Tensor target, double[] values) {
    TorchTensor tensor = filledBy(values, target);
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
    requireActivation(values, n, c, h, w);
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
    TorchTensor tensor = fitting(source, target);
    run(() -> RawCopies.to(tensor.flat(), target));
  }

  @Override
  public void copyFrom(ByteBuffer source, Tensor target) {
    TorchTensor tensor = suppliedBy(source, target);
    run(() -> RawCopies.from(source, tensor.written().flat()));
  }

  @Override
  public void copy(Tensor source, Tensor target) {
    TorchTensor from = sameSize(target, source);
    run(() -> own(target).written().flat().copy_(from.flat()));
  }
}
