package io.hsicflow.model.backend;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out whether a library can run here and opens it; registered with {@link
 * java.util.ServiceLoader}.
 */
public interface BackendProvider {
  /** Lower-case name, as in the option {@code learner.backend}. */
  String name();

  /** The larger one is taken by {@code auto} among those that can run. */
  int preference();

  /** Why this backend cannot run on this machine, as a sentence; empty where it can. */
  Optional<String> unavailable();

  /** The precisions that it computes in. */
  default Set<Precision> precisions() {
    return EnumSet.of(Precision.FLOAT32, Precision.FLOAT64);
  }

  /**
   * Why it cannot compute on a device, as a sentence; empty where it can. Unless overridden it is
   * the processor's alone.
   *
   * @param device {@code cpu}, {@code cuda} or {@code cuda:N}
   */
  default Optional<String> unavailable(String device) {
    return device.equals(Device.CPU.kindName())
        ? Optional.empty()
        : Optional.of(
            "It computes on the processor, and the device '"
                + device
                + "' was asked for: set learner.device to auto or cpu, or learner.backend to another.");
  }

  /**
   * Opens the backend on the device that it prefers.
   *
   * @param precision one of {@link #precisions}
   * @param threads at least 1
   */
  Backend open(Precision precision, int threads);

  /**
   * Opens the backend on a device.
   *
   * @param precision one of {@link #precisions}
   * @param threads at least 1
   * @param device one that {@link #unavailable(String)} has nothing against
   */
  default Backend open(Precision precision, int threads, String device) {
    return open(precision, threads);
  }
}
