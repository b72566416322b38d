package io.hsicflow.model.backend;

/** The generation of an NVIDIA GPU, such as 9.0, by which machine code is chosen. */
public record ComputeCapability(int major, int minor) {
  /**
   * The generation of that name.
   *
   * @param text such as {@code 9.0}
   */
  public static ComputeCapability of(String text) {
    String[] numbers = text.split("\\.");
    return new ComputeCapability(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]));
  }

  /** Machine code runs on GPUs of its own major number whose minor one is not lower. */
  public boolean runs(ComputeCapability code) {
    return code.major == major && code.minor <= minor;
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
