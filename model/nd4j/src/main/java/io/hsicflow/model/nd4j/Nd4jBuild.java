package io.hsicflow.model.nd4j;

import io.hsicflow.model.backend.Device;
import io.hsicflow.model.backend.MachineCode;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.Loader;
import org.nd4j.common.config.ND4JClassLoading;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner.ExecutionerType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Which of ND4J's builds computes in this process, the one for processors or the one for GPUs. ND4J
 * loads one and keeps it: the one of the device that is asked for first.
 */
final class Nd4jBuild {
  /** The class by which ND4J finds its build for GPUs. */
  static final String GPU_BACKEND = "org.nd4j.linalg.jcublas.JCublasBackend";

  /** What nd4j-cuda-11.6 1.0.0-M2.1 has machine code for. */
  static final MachineCode CODE =
      MachineCode.of("ND4J", "3.7", "5.0", "5.2", "6.0", "6.1", "7.0", "7.5", "8.0", "8.6");

  /** Classes whose natives ND4J computes with on a GPU. */
  private static final List<String> GPU_NATIVES =
      List.of(
          "org.bytedeco.cuda.global.cudart",
          "org.bytedeco.cuda.global.cublas",
          "org.nd4j.linalg.jcublas.bindings.Nd4jCuda");

  /** The kind of device of the build that is loaded; null where none is. */
  private static Device.Kind loaded;

  /**
   * Why the build for GPUs could not be loaded, as a sentence; null where nobody tried or it is.
   */
  private static String failure;

  private Nd4jBuild() {}

  /** Whether the build for GPUs is on the class path; nothing of it is loaded to tell. */
  static boolean isForGpus() {
    String file = GPU_BACKEND.replace('.', '/') + ".class";
    return Nd4jBuild.class.getClassLoader().getResource(file) != null;
  }

  /** The first GPU on which ND4J computes or could, else the processor. */
  static synchronized Device best() {
    return IntStream.range(0, isForGpus() ? count() : 0)
        .mapToObj(number -> new Device(Device.Kind.CUDA, number))
        .filter(gpu -> unusable(gpu).isEmpty())
        .findFirst()
        .orElse(Device.CPU);
  }

  private static int count() {
    try {
      return CudaDriver.find().count();
    } catch (IllegalStateException e) {
      return 0; // said by who asks for a GPU
    }
  }

  /** Why ND4J cannot compute there, as a sentence; empty where nothing is known against it. */
  static synchronized Optional<String> unusable(Device device) {
    if (device.isGpu()) {
      Optional<String> reason =
          isForGpus()
              ? Optional.ofNullable(failure).or(() -> withoutGpu(CudaDriver::find, device))
              : Optional.of(
                  "This build of ND4J is for processors alone: build hsicflow with -Pnd4j-cuda to compute with it on an NVIDIA GPU up to compute capability 8.9, or with -Pcuda to compute with libtorch.");
      if (reason.isPresent()) {
        return reason;
      }
    }
    if (loaded != null && loaded != device.kind()) {
      return Optional.of(
          "ND4J computes on the "
              + (device.isGpu() ? "processor" : "GPU")
              + " in this process already, and does one or the other: ask for "
              + device
              + " in a process of its own, or set learner.backend to another.");
    }
    return Optional.empty();
  }

  /**
   * Why a GPU is not there or ND4J has no code for it, as a sentence; empty where it has.
   *
   * @param driver throws IllegalStateException with a sentence where it fails
   */
  static Optional<String> withoutGpu(Supplier<Gpus> driver, Device device) {
    try {
      Gpus gpus = driver.get();
      int count = gpus.count();
      if (count == 0) {
        return Optional.of(
            "NVIDIA's driver shows no GPU: is there one, is its driver installed, and does CUDA_VISIBLE_DEVICES show it?");
      }
      return device.number() < count
          ? CODE.lacking(gpus.name(device.number()), gpus.capability(device.number()))
              .map(reason -> reason + " A build with -Pcuda has libtorch, for GPUs of today.")
          : Optional.of(device.beyond(count));
    } catch (IllegalStateException e) {
      return Optional.of("The GPU could not be examined. " + e.getMessage());
    }
  }

  /** Loads ND4J for a device; why that failed, as a sentence, or empty. */
  static synchronized Optional<String> load(Device device) {
    Optional<String> reason = unusable(device);
    if (reason.isPresent() || loaded != null) {
      return reason;
    }
    if (device.isGpu()) {
      failure = withoutNatives();
      if (failure != null) {
        return Optional.of(failure);
      }
    } else if (isForGpus()) {
      ND4JClassLoading.setNd4jClassloader(new ProcessorOnly(Nd4jBuild.class.getClassLoader()));
    }
    try {
      boolean onGpu = Nd4j.getExecutioner().type() == ExecutionerType.CUDA;
      loaded = onGpu ? Device.Kind.CUDA : Device.Kind.CPU;
      if (device.isGpu() && !onGpu) {
        failure =
            "ND4J did not take its build for GPUs, and its log says why: is NVIDIA's driver one for CUDA 11.6?";
      }
      return Optional.ofNullable(device.isGpu() ? failure : null);
    } catch (LinkageError | RuntimeException e) {
      return Optional.of(
          "ND4J's native library for "
              + Loader.getPlatform()
              + " did not load ("
              + e
              + "): put the nd4j-native jar of this platform on the class path.");
    }
  }

  /** Why the natives for GPUs do not load, before ND4J itself is touched; null where they do. */
  private static String withoutNatives() {
    try {
      for (String name : GPU_NATIVES) {
        Class.forName(name, true, Nd4jBuild.class.getClassLoader());
      }
      return null;
    } catch (LinkageError | ClassNotFoundException e) {
      Throwable cause = e;
      while (cause.getCause() != null) {
        cause = cause.getCause();
      }
      return "ND4J's libraries for GPUs did not load ("
          + cause.getMessage()
          + "): are the run time, cuBLAS and cuSOLVER of CUDA 11.6, or of a later 11, where the system finds libraries?";
    }
  }
}
