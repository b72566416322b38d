package io.hsicflow.pipeline.config;

import io.hsicflow.pipeline.UserException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.flink.configuration.Configuration;

/** Checks that every key is known and every value of our own options has the option's type. */
public final class ConfigCheck {
  /** What Flink and Kafka read themselves, keys and beginnings of keys; passed on as it is. */
  private static final List<String> PASSED_ON =
      List.of(
          "blob.",
          "classloader.",
          "client.",
          "cluster.",
          "cpu.",
          "env.",
          "execution.",
          "external-resource.",
          "external-resources",
          "fs.",
          "heartbeat.",
          "high-availability.",
          "historyserver.",
          "io.tmp.dirs",
          "jobmanager.",
          "kafka.",
          "kubernetes.",
          "metrics.",
          "parallelism.",
          "pekko.",
          "pipeline.",
          "process.",
          "resourcemanager.",
          "rest.",
          "restart-strategy.",
          "restart-strategy",
          "s3.",
          "security.",
          "slotmanager.",
          "state.",
          "task.",
          "taskmanager.",
          "traces.",
          "user.",
          "web.",
          "yarn.");

  private ConfigCheck() {}

  /**
   * Checks {@code configuration}.
   *
   * @param origins where a key was set, for the sentence ("in FILE"); keys without an origin are
   *     shown bare
   * @throws UserException for the first key, by name, that is unknown or whose value has the wrong
   *     type
   */
  public static void check(
      Configuration configuration, OptionCatalog catalog, Map<String, String> origins) {
    for (String key : new TreeSet<>(configuration.keySet())) {
      String where = origins.containsKey(key) ? ", " + origins.get(key) + "," : "";
      Optional<OptionEntry> known = catalog.find(key);
      if (key.equals(SecretMask.FROM_OUTSIDE.key())) {
        continue;
      }
      if (known.isPresent()) {
        checkType(configuration, known.get(), key, where);
      } else if (!isPassedOn(key)) {
        throw new UserException(
            "The option "
                + key
                + where
                + " is unknown"
                + catalog.nearest(key).map(near -> "; did you mean " + near + "?").orElse(".")
                + " All options: hsicflow options");
      }
    }
  }

  private static boolean isPassedOn(String key) {
    return PASSED_ON.stream()
        .anyMatch(other -> other.endsWith(".") ? key.startsWith(other) : key.equals(other));
  }

  private static void checkType(
      Configuration configuration, OptionEntry entry, String key, String where) {
    try {
      configuration.getOptional(entry.option());
    } catch (IllegalArgumentException e) {
      String value = asWritten(entry, configuration.toMap().get(key));
      String shown = SecretMask.show(configuration, key, value);
      throw new UserException(
          "The value '"
              + shown
              + "' of "
              + key
              + where
              + " is not of its type: "
              + entry.type()
              + ".",
          // Flink's sentence repeats the value, and --debug would print it.
          shown.equals(value) ? e : null);
    }
  }

  private static String asWritten(OptionEntry entry, String value) {
    return entry.list() ? value.replace(';', ',') : value;
  }
}
