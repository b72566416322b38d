package io.hsicflow.model.torch;

import io.hsicflow.model.backend.ComputeCapability;
import io.hsicflow.model.backend.Device;
import io.hsicflow.model.backend.MachineCode;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.cuda.cudart.cudaDeviceProp;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch_cuda;

/** A device as libtorch knows it, and whether libtorch can use it. */
record TorchDevice(Device device) {
  /** The first NVIDIA GPU that the process sees. */
  static final TorchDevice CUDA = new TorchDevice(Device.CUDA);

  /** What libtorch_cuda 2.10 has machine code for. */
  static final MachineCode CODE =
      MachineCode.of("libtorch", "7.5", "8.0", "9.0", "10.0", "10.3", "12.0", "12.1");

  boolean isGpu() {
    return device.isGpu();
  }

  /** The GPU's number, of which libtorch has less than 128. */
  byte number() {
    return (byte) device.number();
  }

  /**
   * The device of that name, whether it is there or not.
   *
   * @param name {@code cpu}, {@code cuda} for the first GPU, or {@code cuda:N}
   * @throws IllegalArgumentException where there is none of the name
   */
  static TorchDevice named(String name) {
    return new TorchDevice(Device.named(name));
  }

  /** The GPU where there is one that libtorch has code for, else the processor. */
  static TorchDevice best() {
    return CUDA.unusable().isEmpty() ? CUDA : new TorchDevice(Device.CPU);
  }

  /** Why it cannot be used here, as a sentence; empty where it can. */
  Optional<String> unusable() {
    Optional<String> failure = LibTorch.failure();
    return failure.isPresent() || !isGpu()
        ? failure
        : Gpu.UNUSABLE.computeIfAbsent(this, Gpu::examine);
  }

  /** libtorch's handle on it, to be used within a pointer scope. */
  org.bytedeco.pytorch.Device handle() {
    return isGpu()
        ? new org.bytedeco.pytorch.Device(torch.DeviceType.CUDA, number())
        : new org.bytedeco.pytorch.Device(torch.DeviceType.CPU);
  }

  /** The generation of this GPU, which is there. */
  ComputeCapability capability() {
    cudaDeviceProp found = torch_cuda.getDeviceProperties(number());
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
        if (gpu.number() >= count) {
          return Optional.of(gpu.device.beyond(count));
        }
        return CODE.lacking(
            torch_cuda.getDeviceProperties(gpu.number()).name().getString(), gpu.capability());
      } catch (LinkageError | RuntimeException e) {
        return Optional.of("The GPU could not be examined (" + e.getMessage() + ").");
      }
    }
  }
}
