package io.hsicflow.model.backend;

import java.util.Optional;

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

  /**
   * Opens the backend.
   *
   * @param threads at least 1
   */
  Backend open(Precision precision, int threads);
}
