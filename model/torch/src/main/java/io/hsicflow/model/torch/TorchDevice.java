package io.hsicflow.model.torch;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bytedeco.cuda.cudart.cudaDeviceProp;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch_cuda;

/** Where libtorch keeps and computes its numbers. */
enum TorchDevice {
  /** The processor. */
  CPU,
  /** The first NVIDIA GPU that the process sees. */
  CUDA;

  private static final byte FIRST = 0;

  /** As in an option: {@code cpu} or {@code cuda}. */
  String optionName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The same with the number that GPUs have in names: {@code cuda:0}. */
  private String firstName() {
    return this == CPU ? optionName() : optionName() + ":" + FIRST;
  }

  /**
   * The device of that name.
   *
   * @throws IllegalArgumentException where there is none of the name
   */
  static TorchDevice named(String name) {
    return Arrays.stream(values())
        .filter(device -> name.equals(device.optionName()) || name.equals(device.firstName()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "libtorch has no device '"
                        + name
                        + "'; there are "
                        + Arrays.stream(values())
                            .map(TorchDevice::optionName)
                            .collect(Collectors.joining(" and "))
                        + "."));
  }

  /** The GPU where there is one that libtorch has code for, else the processor. */
  static TorchDevice best() {
    return CUDA.unusable().isEmpty() ? CUDA : CPU;
  }

  /** Why it cannot be used here, as a sentence; empty where it can. */
  Optional<String> unusable() {
    Optional<String> failure = LibTorch.failure();
    return failure.isPresent() || this == CPU ? failure : Gpu.UNUSABLE;
  }

  /** libtorch's handle on it, to be used within a pointer scope. */
  Device handle() {
    return this == CPU
        ? new Device(torch.DeviceType.CPU)
        : new Device(torch.DeviceType.CUDA, FIRST);
  }

  /** The generation of the first GPU; there is one. */
  static ComputeCapability capability() {
    cudaDeviceProp found = torch_cuda.getDeviceProperties(FIRST);
    return new ComputeCapability(found.major(), found.minor());
  }

  /** What was found out about the GPU, once. */
  private static final class Gpu {
    private static final Optional<String> UNUSABLE = examine();

    private static Optional<String> examine() {
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
        return withoutCode(torch_cuda.getDeviceProperties(FIRST).name().getString(), capability());
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
