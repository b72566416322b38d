package io.hsicflow.pipeline.config;

import io.hsicflow.connectors.kafka.KafkaOptions;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * Hides the values of settings that are secrets before anything is printed or logged: those whose
 * names say so, those that Kafka holds for passwords, and those that came from outside ({@code
 * ${env:NAME}}, {@code ${file:PATH}}).
 */
public final class SecretMask {
  /** The keys whose values came from outside; set by the loader, for nobody else. */
  static final ConfigOption<List<String>> FROM_OUTSIDE =
      ConfigOptions.key("internal.secret-keys").stringType().asList().defaultValues();

  private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"");

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
    configuration.toMap().forEach((key, value) -> shown.put(key, show(configuration, key, value)));
    shown.remove(FROM_OUTSIDE.key());
    return shown;
  }

  /**
   * {@code text} without the secrets of {@code configuration}: asterisks where one stood, also
   * where only a part in quotes did, as the password of Kafka's JAAS line.
   */
  public static String hide(Configuration configuration, String text) {
    String hidden = text;
    for (String secret : secrets(configuration)) {
      hidden = hidden.replace(secret, GlobalConfiguration.HIDDEN_CONTENT);
    }
    return hidden;
  }

  /** The longest first, so that none is left in part where another is a part of it. */
  private static SortedSet<String> secrets(Configuration configuration) {
    SortedSet<String> secrets =
        new TreeSet<>(
            Comparator.comparingInt(String::length)
                .reversed()
                .thenComparing(Comparator.naturalOrder()));
    for (Map.Entry<String, String> setting : configuration.toMap().entrySet()) {
      String key = setting.getKey();
      String value = setting.getValue();
      // The list of keys is none itself: it names the settings to mend.
      if (value.isEmpty()
          || key.equals(FROM_OUTSIDE.key())
          || show(configuration, key, value).equals(value)) {
        continue;
      }
      secrets.add(value);
      Matcher quoted = QUOTED.matcher(value);
      while (quoted.find()) {
        secrets.add(quoted.group(1));
      }
    }
    return secrets;
  }

  /** {@code value}, or asterisks where it is a secret of {@code configuration}. */
  static String show(Configuration configuration, String key, String value) {
    return configuration.get(FROM_OUTSIDE).contains(key)
        ? GlobalConfiguration.HIDDEN_CONTENT
        : show(key, value);
  }

  private static boolean isSecret(String key) {
    String lower = key.toLowerCase(Locale.ROOT);
    // Kafka's JAAS line carries user and password in its value.
    return GlobalConfiguration.isSensitive(key)
        || lower.endsWith("jaas.config")
        || lower.contains("credential")
        || (lower.startsWith(KafkaOptions.PREFIX)
            && isPasswordOfKafka(lower.substring(KafkaOptions.PREFIX.length())));
  }

  private static boolean isPasswordOfKafka(String property) {
    return isPassword(ConsumerConfig.configDef(), property)
        || isPassword(ProducerConfig.configDef(), property);
  }

  private static boolean isPassword(ConfigDef definition, String property) {
    ConfigDef.ConfigKey key = definition.configKeys().get(property);
    return key != null && key.type() == ConfigDef.Type.PASSWORD;
  }
}
