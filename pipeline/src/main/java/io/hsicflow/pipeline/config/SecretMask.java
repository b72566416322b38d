package io.hsicflow.pipeline.config;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;

/** Hides the values of settings that look like secrets before anything is printed or logged. */
public final class SecretMask {
  private SecretMask() {}

  /**
   * {@code value}, or {@link GlobalConfiguration#HIDDEN_CONTENT} where {@code key} names a secret.
   */
  public static String show(String key, String value) {
    return isSecret(key) ? GlobalConfiguration.HIDDEN_CONTENT : value;
  }

  /** All settings, by key, with secrets hidden. */
  public static Map<String, String> show(Configuration configuration) {
    Map<String, String> shown = new TreeMap<>();
    configuration.toMap().forEach((key, value) -> shown.put(key, show(key, value)));
    return shown;
  }

  private static boolean isSecret(String key) {
    String lower = key.toLowerCase(Locale.ROOT);
    // Kafka's JAAS line carries user and password in its value.
    return GlobalConfiguration.isSensitive(key)
        || lower.endsWith("jaas.config")
        || lower.contains("credential");
  }
}
