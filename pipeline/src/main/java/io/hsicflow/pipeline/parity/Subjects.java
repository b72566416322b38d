package io.hsicflow.pipeline.parity;

import io.hsicflow.model.backend.BackendProvider;
import io.hsicflow.model.backend.BackendSet;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.parity.Parity;
import io.hsicflow.pipeline.UserException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The backends and precisions to check.
 *
 * @param chosen what was asked for and can run here
 * @param running all backends that can run here
 * @param leftOut a sentence for each of the backends asked for by {@value #ALL} that is not checked
 */
public record Subjects(
    List<Parity.Subject> chosen, List<BackendProvider> running, List<String> leftOut) {
  /**
   * Stands for all backends, or for the precisions of a backend that are held to every bar: single
   * and double.
   */
  public static final String ALL = "all";

  /**
   * Chooses among the backends on the class path.
   *
   * @param backend a name, or {@value #ALL}
   * @param precision {@code float32}, {@code float64}, {@code bfloat16} or {@value #ALL}
   * @throws UserException if nothing is left to check, or what was named cannot be had
   */
  public static Subjects choose(String backend, String precision) {
    Set<Precision> precisions = precisions(precision);
    List<Parity.Subject> chosen = new ArrayList<>();
    List<BackendProvider> running = new ArrayList<>();
    List<String> leftOut = new ArrayList<>();
    List<BackendProvider> present = BackendSet.onClassPath().providers();
    for (BackendProvider provider : present) {
      boolean wanted = backend.equals(ALL) || backend.equals(provider.name());
      Optional<String> reason = provider.unavailable();
      if (reason.isEmpty()) {
        running.add(provider);
        if (wanted && !choose(provider, precisions, chosen)) {
          leftOut.add(
              provider.name() + " is not checked: it does not compute in " + precision + ".");
        }
      } else if (wanted) {
        leftOut.add(provider.name() + " is not checked: " + reason.get());
      }
    }
    if (chosen.isEmpty()) {
      throw new UserException(nothing(backend, present, leftOut));
    }
    return new Subjects(chosen, running, leftOut);
  }

  private static boolean choose(
      BackendProvider provider, Set<Precision> precisions, List<Parity.Subject> chosen) {
    Set<Precision> common = EnumSet.copyOf(precisions);
    common.retainAll(provider.precisions());
    common.forEach(one -> chosen.add(new Parity.Subject(provider, one)));
    return !common.isEmpty();
  }

  private static Set<Precision> precisions(String text) {
    if (text.equals(ALL)) {
      return EnumSet.complementOf(EnumSet.of(Precision.BFLOAT16));
    }
    for (Precision precision : Precision.values()) {
      if (precision.name().toLowerCase(Locale.ROOT).equals(text)) {
        return EnumSet.of(precision);
      }
    }
    throw new UserException(
        "There is no precision '"
            + text
            + "'; there are "
            + Arrays.stream(Precision.values())
                .map(precision -> precision.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "))
            + " and "
            + ALL
            + ".");
  }

  private static String nothing(
      String backend, List<BackendProvider> present, List<String> leftOut) {
    if (!leftOut.isEmpty()) {
      return "There is nothing to check. " + String.join(" ", leftOut);
    }
    return "There is no backend '"
        + backend
        + "'; on the class path: "
        + (present.isEmpty()
            ? "none."
            : present.stream().map(BackendProvider::name).collect(Collectors.joining(", "))
                + ", or take '"
                + ALL
                + "'.");
  }
}
