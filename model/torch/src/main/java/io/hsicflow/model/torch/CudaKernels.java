package io.hsicflow.model.torch;

import io.hsicflow.model.backend.ComputeCapability;
import io.hsicflow.model.backend.Precision;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.cuda.cudart.CUfunc_st;
import org.bytedeco.cuda.cudart.CUmod_st;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.cuda.global.nvrtc;
import org.bytedeco.cuda.nvrtc._nvrtcProgram;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.javacpp.SizeTPointer;

/**
 * The kernels of {@code kernels.cu}, compiled for the GPU at hand by NVIDIA's run-time compiler,
 * and run on the default stream, which is libtorch's: so each sees what the operations before it
 * wrote.
 */
final class CudaKernels implements AutoCloseable {
  /** Threads of a block, as in the kernels. */
  static final int THREADS = 256;

  private static final String SOURCE = "kernels.cu";

  /**
   * The GPU that a thread has asked the runtime for, which gives it that GPU's context; none yet.
   * libtorch leaves a thread on the GPU that it finds it on.
   */
  private static final ThreadLocal<Integer> BOUND = ThreadLocal.withInitial(() -> -1);

  private final TorchDevice gpu;
  private final CUmod_st module;
  private final Map<String, CUfunc_st> functions = new ConcurrentHashMap<>();

  private CudaKernels(TorchDevice gpu, CUmod_st module) {
    this.gpu = gpu;
    this.module = module;
  }

  /** The GPU that they are loaded on. */
  TorchDevice gpu() {
    return gpu;
  }

  /**
   * Compiles and loads all kernels; takes a second or two.
   *
   * @throws IllegalStateException where the compiler refuses them, with its words
   * @throws LinkageError where NVIDIA's run-time compiler is not there
   */
  static CudaKernels compile(Precision precision, TorchDevice gpu) {
    PointerScope temporaries = new PointerScope();
    try {
      BytePointer code = machineCode(precision, gpu.capability());
      bind(gpu);
      CUmod_st module = new CUmod_st();
      check(cudart.cuModuleLoadData(module, code), "load the kernels");
      module.retainReference();
      return new CudaKernels(gpu, module);
    } finally {
      temporaries.close();
    }
  }

  private static BytePointer machineCode(Precision precision, ComputeCapability capability) {
    _nvrtcProgram program = new _nvrtcProgram();
    BytePointer source = new BytePointer(source());
    PointerPointer<Pointer> none = new PointerPointer<>((Pointer) null);
    checkCompiler(
        nvrtc.nvrtcCreateProgram(program, source, new BytePointer(SOURCE), 0, none, none), program);
    try {
      String[] options = {
        "--gpu-architecture=sm_%d%d".formatted(capability.major(), capability.minor()),
        "--std=c++17",
        "-DACTIVATION=" + activation(precision),
        "-DNUMBER=" + (precision == Precision.FLOAT64 ? "double" : "float")
      };
      checkCompiler(
          nvrtc.nvrtcCompileProgram(program, options.length, new PointerPointer<>(options)),
          program);
      SizeTPointer size = new SizeTPointer(1);
      checkCompiler(nvrtc.nvrtcGetCUBINSize(program, size), program);
      BytePointer code = new BytePointer(size.get());
      checkCompiler(nvrtc.nvrtcGetCUBIN(program, code), program);
      return code;
    } finally {
      nvrtc.nvrtcDestroyProgram(program);
    }
  }

  private static String activation(Precision precision) {
    return switch (precision) {
      case BFLOAT16 -> "Bfloat16";
      case FLOAT32 -> "float";
      case FLOAT64 -> "double";
    };
  }

  private static String source() {
    try (InputStream in = CudaKernels.class.getResourceAsStream(SOURCE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("The class path's " + SOURCE + " could not be read.", e);
    }
  }

  private static void checkCompiler(int result, _nvrtcProgram program) {
    if (result == nvrtc.NVRTC_SUCCESS) {
      return;
    }
    SizeTPointer size = new SizeTPointer(1);
    String log = "";
    if (nvrtc.nvrtcGetProgramLogSize(program, size) == nvrtc.NVRTC_SUCCESS && size.get() > 1) {
      BytePointer text = new BytePointer(size.get());
      nvrtc.nvrtcGetProgramLog(program, text);
      log = ": " + text.getString().strip();
    }
    throw new IllegalStateException(
        "NVIDIA's run-time compiler says " + nvrtc.nvrtcGetErrorString(result).getString() + log);
  }

  /**
   * Starts a kernel in blocks of {@link #THREADS} threads.
   *
   * @param gridX blocks; {@code gridY} likewise
   * @param arguments in the kernel's order: {@link Long} for addresses and counts, {@link Integer},
   *     {@link Double}
   * @throws IllegalStateException where the GPU refuses it
   */
  void launch(String name, long gridX, long gridY, Object... arguments) {
    bind(gpu);
    CUfunc_st function = functions.computeIfAbsent(name, this::find);
    PointerScope temporaries = new PointerScope();
    try {
      LongPointer values = new LongPointer(arguments.length);
      LongPointer places = new LongPointer(arguments.length);
      for (int i = 0; i < arguments.length; i++) {
        values.put(i, bits(arguments[i]));
        places.put(i, values.address() + (long) i * Long.BYTES);
      }
      check(
          cudart.cuLaunchKernel(
              function,
              Math.toIntExact(gridX),
              Math.toIntExact(gridY),
              1,
              THREADS,
              1,
              1,
              0,
              null,
              new PointerPointer<Pointer>(places),
              null),
          "start the kernel " + name);
    } finally {
      temporaries.close();
    }
  }

  /** An argument in the lower bytes of a little-endian word. */
  private static long bits(Object argument) {
    if (argument instanceof Double real) {
      return Double.doubleToRawLongBits(real);
    }
    return ((Number) argument).longValue();
  }

  private CUfunc_st find(String name) {
    CUfunc_st function = new CUfunc_st();
    check(cudart.cuModuleGetFunction(function, module, name), "find the kernel " + name);
    function.retainReference();
    return function;
  }

  private static void bind(TorchDevice gpu) {
    if (BOUND.get() != gpu.number()) {
      check(cudart.cudaSetDevice(gpu.number()), "take the GPU");
      BOUND.set((int) gpu.number());
    }
  }

  private static void check(int result, String what) {
    if (result != 0) {
      throw new IllegalStateException(
          "The GPU could not " + what + ": the driver's error is number " + result + ".");
    }
  }

  @Override
  public void close() {
    bind(gpu);
    check(cudart.cuModuleUnload(module), "free the kernels");
  }
}
