package io.hsicflow.model.backend;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;

/** The backends to choose from, the preferred one first. */
public final class BackendSet {
  private final List<BackendProvider> providers;

  /** These backends. */
  public BackendSet(List<BackendProvider> providers) {
    List<BackendProvider> sorted = new ArrayList<>(providers);
    sorted.sort(
        Comparator.comparingInt(BackendProvider::preference)
            .reversed()
            .thenComparing(BackendProvider::name));
    this.providers = List.copyOf(sorted);
  }

  /** Those on the class path. */
  public static BackendSet onClassPath() {
    List<BackendProvider> found = new ArrayList<>();
    ServiceLoader.load(BackendProvider.class, Backends.class.getClassLoader()).forEach(found::add);
    return new BackendSet(found);
  }

  /** All of them, whether they can run here or not, the preferred one first. */
  public List<BackendProvider> providers() {
    return providers;
  }

  /**
   * Opens a backend.
   *
   * @param name a backend's name, or {@link Backends#AUTO} for the preferred one that has the
   *     precision and the device and can run here
   * @param threads threads for its primitives, at least 1
   * @param device {@code cpu}, {@code cuda}, {@code cuda:N}, or {@link Backends#AUTO}
   * @throws IllegalArgumentException with a sentence, where there is no such backend, it lacks the
   *     precision or the device, or it cannot run here
   */
  public Backend open(String name, Precision precision, int threads, String device) {
    if (threads < 1) {
      throw new IllegalArgumentException(
          "A backend needs at least 1 thread, not "
              + threads
              + ": set the number of threads to the cores it may use.");
    }
    BackendProvider chosen = choose(name, precision, device);
    return device.equals(Backends.AUTO)
        ? chosen.open(precision, threads)
        : chosen.open(precision, threads, device);
  }

  /**
   * The precisions of the backend that {@link #open} would take in single precision.
   *
   * @throws IllegalArgumentException as {@link #open}
   */
  public Set<Precision> precisions(String name, String device) {
    return choose(name, Precision.FLOAT32, device).precisions();
  }

  private BackendProvider choose(String name, Precision precision, String device) {
    List<String> reasons = new ArrayList<>();
    for (BackendProvider provider : providers) {
      if (!name.equals(Backends.AUTO) && !name.equals(provider.name())) {
        continue;
      }
      Optional<String> reason = objection(provider, precision, device);
      if (reason.isEmpty()) {
        return provider;
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
            + (providers.isEmpty()
                ? "none. Put a backend's jar, such as hsicflow-model-nd4j, beside the core."
                : providers.stream().map(BackendProvider::name).collect(Collectors.joining(", "))
                    + ", or take 'auto'."));
  }

  private static Optional<String> objection(
      BackendProvider provider, Precision precision, String device) {
    if (!provider.precisions().contains(precision)) {
      return Optional.of(
          "It computes in "
              + provider.precisions().stream()
                  .sorted()
                  .map(Precision::text)
                  .collect(Collectors.joining(" and "))
              + ", and "
              + precision.text()
              + " was asked for: set learner.precision to one of these, or learner.backend to another.");
    }
    if (!device.equals(Backends.AUTO)) {
      Optional<String> reason = provider.unavailable(device);
      if (reason.isPresent()) {
        return reason;
      }
    }
    return provider.unavailable();
  }
}
