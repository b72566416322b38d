package io.hsicflow.model.nd4j;

import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import io.hsicflow.model.backend.ComputeCapability;
import java.util.stream.Stream;

/**
 * NVIDIA's driver, which is asked what the GPUs are before a library is loaded that is for GPUs: on
 * one that it has no code for, it loads and then fails in the middle of the work.
 */
final class CudaDriver implements Gpus {
  private static final int NAME_BYTES = 256;

  /** CUDA_ERROR_NO_DEVICE. */
  private static final int NO_DEVICE = 100;

  /** CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR and _MINOR. */
  private static final int MAJOR = 75;

  private static final int MINOR = 76;

  /** The driver once it is loaded; unloaded it must not be. */
  private static CudaDriver loaded;

  private final NativeLibrary library;

  private CudaDriver(NativeLibrary library) {
    this.library = library;
  }

  /**
   * The GPUs of the driver; none where there is no driver.
   *
   * @throws IllegalStateException with a sentence where the driver fails
   */
  static synchronized Gpus find() {
    if (loaded == null) {
      try {
        loaded =
            new CudaDriver(
                NativeLibrary.getInstance(Platform.isWindows() ? "nvcuda" : "libcuda.so.1"));
      } catch (LinkageError e) {
        return NONE;
      }
    }
    int result = loaded.call("cuInit", 0);
    if (result == NO_DEVICE) {
      return NONE;
    }
    check("cuInit", result);
    return loaded;
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
    return library.getFunction(function).invokeInt(arguments);
  }

  private static void check(String function, int result) {
    if (result != 0) {
      throw new IllegalStateException(
          "NVIDIA's driver answered " + function + " with the error " + result + ".");
    }
  }
}
