package io.hsicflow.model.backend;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The generations of NVIDIA GPUs that a library was built for, without the intermediate code from
 * which a driver could make code for others.
 *
 * @param library in a sentence
 * @param builtFor ascending
 */
public record MachineCode(String library, List<ComputeCapability> builtFor) {
  /** A copy. */
  public MachineCode {
    builtFor = List.copyOf(builtFor);
  }

  /** Of generations by their names, such as {@code 9.0}. */
  public static MachineCode of(String library, String... builtFor) {
    return new MachineCode(library, Stream.of(builtFor).map(ComputeCapability::of).toList());
  }

  /**
   * That there is no code for a GPU, as a sentence; empty where there is.
   *
   * @param gpu its name
   */
  public Optional<String> lacking(String gpu, ComputeCapability capability) {
    if (builtFor.stream().anyMatch(capability::runs)) {
      return Optional.empty();
    }
    return Optional.of(
        "The GPU "
            + gpu
            + " has compute capability "
            + capability
            + ", and this build of "
            + library
            + " has machine code for "
            + builtFor.stream().map(ComputeCapability::toString).collect(Collectors.joining(", "))
            + " only: take another GPU, or compute on the processor.");
  }
}
