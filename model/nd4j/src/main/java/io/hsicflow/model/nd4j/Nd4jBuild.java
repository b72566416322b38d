package io.hsicflow.model.nd4j;

import io.hsicflow.model.backend.Device;
import io.hsicflow.model.backend.MachineCode;
import java.util.Optional;
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

  /** The kind of device of the build that is loaded; null where none is. */
  private static Device.Kind loaded;

  private Nd4jBuild() {}

  /** Whether the build for GPUs is on the class path; nothing of it is loaded to tell. */
  static boolean isForGpus() {
    String file = GPU_BACKEND.replace('.', '/') + ".class";
    return Nd4jBuild.class.getClassLoader().getResource(file) != null;
  }

  /** The first GPU on which ND4J computes or could, else the processor. */
  static synchronized Device best() {
    int count = isForGpus() ? CudaDriver.find().map(Gpus::count).orElse(0) : 0;
    return IntStream.range(0, count)
        .mapToObj(number -> new Device(Device.Kind.CUDA, number))
        .filter(gpu -> unusable(gpu).isEmpty())
        .findFirst()
        .orElse(Device.CPU);
  }

  /** Why ND4J cannot compute there, as a sentence; empty where nothing is known against it. */
  static synchronized Optional<String> unusable(Device device) {
    if (device.isGpu()) {
      Optional<String> reason =
          isForGpus()
              ? withoutGpu(CudaDriver.find(), device)
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

  /** Why a GPU is not there or ND4J has no code for it, as a sentence; empty where it has. */
  static Optional<String> withoutGpu(Optional<Gpus> driver, Device device) {
    try {
      int count = driver.map(Gpus::count).orElse(0);
      if (count == 0) {
        return Optional.of(
            "NVIDIA's driver shows no GPU: is there one, is its driver installed, and does CUDA_VISIBLE_DEVICES show it?");
      }
      if (device.number() >= count) {
        return Optional.of(device.beyond(count));
      }
      Gpus gpus = driver.orElseThrow();
      return CODE.lacking(gpus.name(device.number()), gpus.capability(device.number()));
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
    if (!device.isGpu() && isForGpus()) {
      ND4JClassLoading.setNd4jClassloader(new ProcessorOnly(Nd4jBuild.class.getClassLoader()));
    }
    try {
      boolean onGpu = Nd4j.getExecutioner().type() == ExecutionerType.CUDA;
      loaded = onGpu ? Device.Kind.CUDA : Device.Kind.CPU;
      return onGpu == device.isGpu() ? Optional.empty() : Optional.of(withoutLibraries());
    } catch (LinkageError | RuntimeException e) {
      return Optional.of(
          "ND4J's native library for "
              + Loader.getPlatform()
              + " did not load ("
              + e
              + "): put the nd4j-native jar of this platform on the class path.");
    }
  }

  private static String withoutLibraries() {
    return "ND4J's build for GPUs did not load and wrote above why: it needs cuBLAS, cuSOLVER and the runtime of CUDA 11"
        + " where the system finds libraries, such as in LD_LIBRARY_PATH.";
  }
}
