package io.hsicflow.model.backend;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a backend keeps and computes its numbers, whether there is such a device or not.
 *
 * @param kind the processor or an NVIDIA GPU
 * @param number of the GPU among those that the process sees, from 0; of the processor 0
 */
public record Device(Kind kind, int number) {
  /** The processor. */
  public static final Device CPU = new Device(Kind.CPU, 0);

  /** The first NVIDIA GPU that the process sees. */
  public static final Device CUDA = new Device(Kind.CUDA, 0);

  private static final Pattern NUMBERED = Pattern.compile("cuda:([0-9]|[1-9][0-9])");

  /** As backends part them. */
  public enum Kind {
    /** Processors. */
    CPU,
    /** NVIDIA GPUs. */
    CUDA
  }

  /**
   * The device of that name.
   *
   * @param name {@code cpu}, {@code cuda} for the first GPU, or {@code cuda:N}
   * @throws IllegalArgumentException with a sentence where there is none of the name
   */
  public static Device named(String name) {
    for (Device device : List.of(CPU, CUDA)) {
      if (name.equals(device.kindName())) {
        return device;
      }
    }
    Matcher numbered = NUMBERED.matcher(name);
    if (!numbered.matches()) {
      throw new IllegalArgumentException(
          "There is no device '" + name + "'; there are cpu and cuda, and cuda:N by number.");
    }
    return new Device(Kind.CUDA, Integer.parseInt(numbered.group(1)));
  }

  /** As in {@link Backend#device}: {@code cpu} or {@code cuda}. */
  public String kindName() {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /** Whether it is a GPU. */
  public boolean isGpu() {
    return kind == Kind.CUDA;
  }

  /** Why there is no such GPU where the process sees only so many, as a sentence. */
  public String beyond(int count) {
    return "There is no GPU "
        + this
        + ": the process sees "
        + count
        + ", numbered from 0 (CUDA_VISIBLE_DEVICES says which).";
  }

  /** The name with the number that GPUs have in names: {@code cpu}, {@code cuda:0}. */
  @Override
  public String toString() {
    return isGpu() ? kindName() + ":" + number : kindName();
  }
}
