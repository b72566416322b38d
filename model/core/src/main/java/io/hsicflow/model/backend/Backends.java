package io.hsicflow.model.backend;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** Opens a backend by name, or the preferred one of those on the class path. */
public final class Backends {
  /** The name that means: the preferred backend that can run here. */
  public static final String AUTO = "auto";

  private Backends() {}

  /**
   * Opens a backend.
   *
   * @param name a backend's name, or {@link #AUTO}
   * @param threads threads for its primitives, at least 1
   * @throws IllegalArgumentException where there is no such backend or it cannot run here, with
   *     what there is
   */
  public static Backend open(String name, Precision precision, int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException(
          "A backend needs at least 1 thread, not "
              + threads
              + ": set the number of threads to the cores it may use.");
    }
    List<BackendProvider> found = new ArrayList<>();
    ServiceLoader.load(BackendProvider.class, Backends.class.getClassLoader()).forEach(found::add);
    found.sort(
        Comparator.comparingInt(BackendProvider::preference)
            .reversed()
            .thenComparing(BackendProvider::name));
    List<String> reasons = new ArrayList<>();
    for (BackendProvider provider : found) {
      if (!name.equals(AUTO) && !name.equals(provider.name())) {
        continue;
      }
      Optional<String> reason = provider.unavailable();
      if (reason.isEmpty()) {
        return provider.open(precision, threads);
      }
      reasons.add(provider.name() + ": " + reason.get());
    }
    if (!reasons.isEmpty()) {
      throw new IllegalArgumentException(
          "No backend for '" + name + "' can run here. " + String.join(" ", reasons));
    }
    throw new IllegalArgumentException(
        "There is no backend '"
            + name
            + "'; on the class path: "
            + (found.isEmpty()
                ? "none. Put a backend's jar, such as hsicflow-model-nd4j, beside the core."
                : found.stream().map(BackendProvider::name).collect(Collectors.joining(", "))
                    + ", or take 'auto'."));
  }
}
