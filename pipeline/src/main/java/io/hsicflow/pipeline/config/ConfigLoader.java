package io.hsicflow.pipeline.config;

import io.hsicflow.connectors.kafka.KafkaOptions;
import io.hsicflow.pipeline.UserException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.YamlParserUtils;

/**
 * Loads settings: a YAML file with flat ({@code learner.steps: 100}) or nested keys, then {@code
 * -Dkey=value} over it, what {@link References} name put in, every key and value checked by {@link
 * ConfigCheck}.
 */
public final class ConfigLoader {
  /** With it Kafka's clients resolve references of the same form themselves. */
  private static final String KAFKAS_OWN_REFERENCES = KafkaOptions.PREFIX + "config.providers";

  private ConfigLoader() {}

  /**
   * The checked settings.
   *
   * @param file the YAML file, or null for none
   * @param overrides what {@code -D} set; wins over the file
   * @throws UserException if the file cannot be read, a key is unknown, a value has the wrong type,
   *     refers to what is not there or would be shown by Flink
   */
  public static Configuration load(Path file, Map<String, String> overrides) {
    return load(file, overrides, System.getenv());
  }

  static Configuration load(
      Path file, Map<String, String> overrides, Map<String, String> environment) {
    Map<String, String> values = new LinkedHashMap<>();
    Map<String, String> origins = new LinkedHashMap<>();
    if (file != null) {
      flatten("", readYaml(file), values, file);
      values.keySet().forEach(key -> origins.put(key, "in " + file));
    }
    overrides.forEach(
        (key, value) -> {
          values.put(key, value);
          origins.put(key, "given with -D");
        });
    References references = new References(environment);
    boolean leftToKafka = values.containsKey(KAFKAS_OWN_REFERENCES);
    values.replaceAll(
        (key, value) ->
            leftToKafka && key.startsWith(KafkaOptions.PREFIX)
                ? value
                : references.resolve(key, value));
    values.replaceAll(ConfigLoader::commasToList);
    Configuration configuration = Configuration.fromMap(values);
    if (!references.keys().isEmpty()) {
      configuration.set(SecretMask.FROM_OUTSIDE, references.keys());
    }
    ConfigCheck.check(configuration, AllOptions.catalog(), origins);
    references.keys().forEach(key -> requireHidden(key, origins.get(key)));
    return configuration;
  }

  /** What came from outside is a secret, and Flink's dashboard and log show its own settings. */
  private static void requireHidden(String key, String origin) {
    if (AllOptions.catalog().find(key).isEmpty()
        && !key.startsWith(KafkaOptions.PREFIX)
        && !GlobalConfiguration.isSensitive(key)) {
      throw new UserException(
          "The value of "
              + key
              + ", "
              + origin
              + ", refers to the environment or a file, but the key is Flink's, whose dashboard and"
              + " log would show what came so: write the value itself if anybody may see it.");
    }
  }

  /** Flink parts lists at semicolons; ours may have commas, as people write them. */
  private static String commasToList(String key, String value) {
    boolean list = AllOptions.catalog().find(key).map(OptionEntry::list).orElse(false);
    return !list || value.startsWith("[") || value.contains(";")
        ? value
        : value.replaceAll("\\s*,\\s*", ";");
  }

  private static Map<String, Object> readYaml(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new UserException(
          "There is no configuration file " + file + "; give the path of a YAML file to --config.");
    }
    try {
      return YamlParserUtils.loadYamlFile(file.toFile());
    } catch (Exception e) {
      throw new UserException(
          "The configuration file " + file + " is not YAML: " + e.getMessage(), e);
    }
  }

  private static void flatten(
      String prefix, Map<String, Object> nested, Map<String, String> flat, Path file) {
    nested.forEach(
        (name, value) -> {
          String key = prefix.isEmpty() ? name : prefix + "." + name;
          if (value instanceof Map<?, ?> inner) {
            flatten(key, stringKeys(inner), flat, file);
          } else if (value == null) {
            throw new UserException(
                "The key " + key + " in " + file + " has no value; give one or remove the line.");
          } else if (flat.put(key, text(value)) != null) {
            throw new UserException(
                "The key " + key + " stands twice in " + file + ", flat and nested; keep one.");
          }
        });
  }

  private static Map<String, Object> stringKeys(Map<?, ?> inner) {
    Map<String, Object> named = new LinkedHashMap<>();
    inner.forEach((key, value) -> named.put(String.valueOf(key), value));
    return named;
  }

  /** As Flink's own options are written: lists as YAML, all else as it prints. */
  private static String text(Object value) {
    return value instanceof List<?> ? YamlParserUtils.toYAMLString(value) : value.toString();
  }
}
