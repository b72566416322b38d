package io.hsicflow.model.nd4j;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import io.hsicflow.model.backend.ComputeCapability;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * NVIDIA's driver, which is asked what the GPUs are before a library is loaded that is for GPUs: on
 * one that it has no code for, it loads and then fails in the middle of the work.
 */
final class CudaDriver implements Gpus {
  private static final int NAME_BYTES = 256;

  /** CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR and _MINOR. */
  private static final int MAJOR = 75;

  private static final int MINOR = 76;

  private final NativeLibrary library;

  private CudaDriver(NativeLibrary library) {
    this.library = library;
  }

  /** The driver, ready; empty where there is none or it finds nothing that it could drive. */
  static Optional<Gpus> find() {
    try {
      CudaDriver driver =
          new CudaDriver(
              NativeLibrary.getInstance(Platform.isWindows() ? "nvcuda" : "libcuda.so.1"));
      return driver.call("cuInit", 0) == 0 ? Optional.of(driver) : Optional.empty();
    } catch (LinkageError e) {
      return Optional.empty();
    }
  }

  @Override
  public int count() {
    return number("cuDeviceGetCount");
  }

  @Override
  public String name(int number) {
    Memory name = new Memory(NAME_BYTES);
    check("cuDeviceGetName", call("cuDeviceGetName", name, NAME_BYTES, device(number)));
    return name.getString(0);
  }

  @Override
  public ComputeCapability capability(int number) {
    int device = device(number);
    return new ComputeCapability(
        number("cuDeviceGetAttribute", MAJOR, device),
        number("cuDeviceGetAttribute", MINOR, device));
  }

  private int device(int number) {
    return number("cuDeviceGet", number);
  }

  /** The number that a function puts where its first argument points. */
  private int number(String function, Object... arguments) {
    Memory result = new Memory(Integer.BYTES);
    Object[] all = Stream.concat(Stream.of(result), Stream.of(arguments)).toArray();
    check(function, call(function, all));
    return result.getInt(0);
  }

  private int call(String function, Object... arguments) {
    Function called = library.getFunction(function);
    return called.invokeInt(arguments);
  }

  private static void check(String function, int result) {
    if (result != 0) {
      throw new IllegalStateException(
          "NVIDIA's driver answered " + function + " with the error " + result + ".");
    }
  }
}
