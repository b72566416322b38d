package io.hsicflow.pipeline.config;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.FallbackKey;

/**
 * The options found in a list of option classes, by key, in the order of the classes and their
 * fields.
 */
public final class OptionCatalog {
  private final Map<String, OptionEntry> byKey = new LinkedHashMap<>();
  private final Map<String, String> formerKeys = new LinkedHashMap<>();

  private OptionCatalog() {}

  /**
   * The catalogue of all public static {@link ConfigOption} fields of {@code classes}.
   *
   * @throws IllegalStateException where two options share a key or an option has no description
   */
  public static OptionCatalog of(List<Class<?>> classes) {
    OptionCatalog catalog = new OptionCatalog();
    for (Class<?> holder : classes) {
      for (Field field : holder.getFields()) {
        if (Modifier.isStatic(field.getModifiers()) && field.getType() == ConfigOption.class) {
          catalog.add(holder, optionOf(field));
        }
      }
    }
    return catalog;
  }

  private static ConfigOption<?> optionOf(Field field) {
    try {
      return (ConfigOption<?>) field.get(null);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("The option " + field + " cannot be read.", e);
    }
  }

  private void add(Class<?> holder, ConfigOption<?> option) {
    OptionEntry entry = OptionEntry.of(holder, option);
    if (entry.description().isBlank()) {
      throw new IllegalStateException(
          "Option " + option.key() + " of " + holder.getSimpleName() + " has no description.");
    }
    OptionEntry other = byKey.put(option.key(), entry);
    if (other != null) {
      throw new IllegalStateException(
          "Option "
              + option.key()
              + " is defined in both "
              + other.group()
              + " and "
              + entry.group()
              + ".");
    }
    for (FallbackKey former : option.fallbackKeys()) {
      formerKeys.put(former.getKey(), option.key());
    }
  }

  /** All options. */
  public List<OptionEntry> entries() {
    return new ArrayList<>(byKey.values());
  }

  /** The option that {@code key}, or a former name of it, sets; empty if there is none. */
  public Optional<OptionEntry> find(String key) {
    return Optional.ofNullable(byKey.get(formerKeys.getOrDefault(key, key)));
  }

  /** The key that resembles {@code key} most; empty for an empty catalogue. */
  public Optional<String> nearest(String key) {
    return NearestKey.to(key, byKey.keySet());
  }
}
