package io.hsicflow.model.torch;

import java.util.List;
import java.util.stream.Collectors;

/** The generation of an NVIDIA GPU, such as 9.0, by which machine code is chosen. */
record ComputeCapability(int major, int minor) {
  /** What libtorch_cuda 2.10 has machine code for. */
  private static final List<ComputeCapability> BUILT_FOR =
      List.of(
          new ComputeCapability(7, 5),
          new ComputeCapability(8, 0),
          new ComputeCapability(9, 0),
          new ComputeCapability(10, 0),
          new ComputeCapability(10, 3),
          new ComputeCapability(12, 0),
          new ComputeCapability(12, 1));

  /** All that there is code for, as in a sentence. */
  static String builtFor() {
    return BUILT_FOR.stream().map(ComputeCapability::toString).collect(Collectors.joining(", "));
  }

  /** Code runs on GPUs of its own major number whose minor one is not lower. */
  boolean hasCode() {
    return BUILT_FOR.stream().anyMatch(code -> code.major == major && code.minor <= minor);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
