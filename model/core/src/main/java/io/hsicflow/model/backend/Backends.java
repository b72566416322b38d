package io.hsicflow.model.backend;

/** Opens a backend by name, or the preferred one of those on the class path. */
public final class Backends {
  /**
   * The name that means: the preferred backend that can run here; of devices: the one that the
   * backend prefers.
   */
  public static final String AUTO = "auto";

  private Backends() {}

  /**
   * Opens a backend of the class path on the device that it prefers.
   *
   * @param name a backend's name, or {@link #AUTO}
   * @param threads threads for its primitives, at least 1
   * @throws IllegalArgumentException where there is no such backend, it lacks the precision, or it
   *     cannot run here, with what there is
   */
  public static Backend open(String name, Precision precision, int threads) {
    return BackendSet.onClassPath().open(name, precision, threads, AUTO);
  }
}
