package io.hsicflow.model.torch;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.cuda.cudart.cudaDeviceProp;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch_cuda;

/**
 * Where libtorch keeps and computes its numbers.
 *
 * @param kind the processor or an NVIDIA GPU
 * @param number of the GPU among those that the process sees, from 0; of the processor 0
 */
record TorchDevice(Kind kind, byte number) {
  /** The processor. */
  static final TorchDevice CPU = new TorchDevice(Kind.CPU, (byte) 0);

  /** The first NVIDIA GPU that the process sees. */
  static final TorchDevice CUDA = new TorchDevice(Kind.CUDA, (byte) 0);

  /** A GPU by its number, of which libtorch has less than 128. */
  private static final Pattern NUMBERED = Pattern.compile("cuda:([0-9]|[1-9][0-9])");

  /** As libtorch parts them. */
  enum Kind {
    CPU,
    CUDA
  }

  /** As in an option: {@code cpu} or {@code cuda}. */
  String optionName() {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /** The option's name with the number that GPUs have in names: {@code cuda:0}. */
  private String numberedName() {
    return isGpu() ? optionName() + ":" + number : optionName();
  }

  boolean isGpu() {
    return kind == Kind.CUDA;
  }

  /**
   * The device of that name, whether it is there or not.
   *
   * @param name {@code cpu}, {@code cuda} for the first GPU, or {@code cuda:N}
   * @throws IllegalArgumentException where there is none of the name
   */
  static TorchDevice named(String name) {
    for (TorchDevice device : List.of(CPU, CUDA)) {
      if (name.equals(device.optionName())) {
        return device;
      }
    }
    Matcher numbered = NUMBERED.matcher(name);
    if (!numbered.matches()) {
      throw new IllegalArgumentException(
          "libtorch has no device '" + name + "'; there are cpu and cuda, and cuda:N by number.");
    }
    return new TorchDevice(Kind.CUDA, Byte.parseByte(numbered.group(1)));
  }

  /** The GPU where there is one that libtorch has code for, else the processor. */
  static TorchDevice best() {
    return CUDA.unusable().isEmpty() ? CUDA : CPU;
  }

  /** Why it cannot be used here, as a sentence; empty where it can. */
  Optional<String> unusable() {
    Optional<String> failure = LibTorch.failure();
    return failure.isPresent() || !isGpu()
        ? failure
        : Gpu.UNUSABLE.computeIfAbsent(this, Gpu::examine);
  }

  /** libtorch's handle on it, to be used within a pointer scope. */
  Device handle() {
    return isGpu() ? new Device(torch.DeviceType.CUDA, number) : new Device(torch.DeviceType.CPU);
  }

  /** The generation of this GPU, which is there. */
  ComputeCapability capability() {
    cudaDeviceProp found = torch_cuda.getDeviceProperties(number);
    return new ComputeCapability(found.major(), found.minor());
  }

  /** What was found out about GPUs, once about each. */
  private static final class Gpu {
    private static final Map<TorchDevice, Optional<String>> UNUSABLE = new ConcurrentHashMap<>();

    private static Optional<String> examine(TorchDevice gpu) {
      if (!LibTorch.isForCuda()) {
        return Optional.of(
            "This build of libtorch is for processors alone: build hsicflow with -Pcuda to compute on an NVIDIA GPU.");
      }
      try {
        if (!torch.cuda_is_available()) {
          return Optional.of(
              "libtorch sees no NVIDIA GPU: is there one, is its driver one for CUDA 13, and does CUDA_VISIBLE_DEVICES"
                  + " show it?");
        }
        int count = torch.cuda_device_count();
        if (gpu.number >= count) {
          return Optional.of(
              "There is no GPU "
                  + gpu.numberedName()
                  + ": the process sees "
                  + count
                  + ", numbered from 0 (CUDA_VISIBLE_DEVICES says which).");
        }
        return withoutCode(
            torch_cuda.getDeviceProperties(gpu.number).name().getString(), gpu.capability());
      } catch (LinkageError | RuntimeException e) {
        return Optional.of("The GPU could not be examined (" + e.getMessage() + ").");
      }
    }
  }

  /** That libtorch has no machine code for a GPU, as a sentence; empty where it has. */
  static Optional<String> withoutCode(String gpu, ComputeCapability capability) {
    if (capability.hasCode()) {
      return Optional.empty();
    }
    return Optional.of(
        "The GPU "
            + gpu
            + " has compute capability "
            + capability
            + ", and this build of libtorch has machine code for "
            + ComputeCapability.builtFor()
            + " only: take another GPU, or compute on the processor.");
  }
}
