package io.hsicflow.pipeline.config;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.MemorySize;

/**
 * An option as it is shown to users.
 *
 * @param group the class that holds it
 * @param option the option
 * @param list whether it takes several values
 * @param type its type in words, with the choices of an enumeration
 * @param defaultText its default as it would be written, or "(none)"
 * @param description its description without markup
 */
public record OptionEntry(
    String group,
    ConfigOption<?> option,
    boolean list,
    String type,
    String defaultText,
    String description) {

  static OptionEntry of(Class<?> holder, ConfigOption<?> option) {
    Class<?> value = (Class<?>) internal(option, "getClazz");
    boolean list = (Boolean) internal(option, "isList");
    String type = typeName(value);
    return new OptionEntry(
        holder.getSimpleName(),
        option,
        list,
        list ? "list of " + type : type,
        option.hasDefaultValue() ? text(option.defaultValue()) : "(none)",
        new PlainDescription().format(option.description()));
  }

  /** The key. */
  public String key() {
    return option.key();
  }

  private static String typeName(Class<?> type) {
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(OptionEntry::text)
          .collect(Collectors.joining(" | "));
    }
    Map<Class<?>, String> words =
        Map.of(
            String.class, "text",
            Boolean.class, "true | false",
            Integer.class, "whole number",
            Long.class, "whole number",
            Float.class, "number",
            Double.class, "number",
            Duration.class, "duration",
            MemorySize.class, "memory size",
            Map.class, "map");
    return words.getOrDefault(type, type.getSimpleName());
  }

  private static String text(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(OptionEntry::text).collect(Collectors.joining(","));
    }
    if (value instanceof Enum<?> constant) {
      // Flink compares with toString and without regard to case.
      return constant.toString().toLowerCase(Locale.ROOT);
    }
    if (value instanceof Duration duration) {
      return durationText(duration);
    }
    return String.valueOf(value);
  }

  private static String durationText(Duration duration) {
    if (duration.toMillisPart() != 0 || duration.isZero()) {
      return duration.toMillis() + " ms";
    }
    if (duration.toSecondsPart() != 0) {
      return duration.toSeconds() + " s";
    }
    return duration.toMinutesPart() != 0
        ? duration.toMinutes() + " min"
        : duration.toHours() + " h";
  }

  /** Flink keeps an option's type to its own package; its documentation generator lives there. */
  private static Object internal(ConfigOption<?> option, String method) {
    try {
      Method accessor = ConfigOption.class.getDeclaredMethod(method);
      accessor.setAccessible(true);
      return accessor.invoke(option);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "Flink's ConfigOption has no "
              + method
              + "; the type of "
              + option.key()
              + " is unknown.",
          e);
    }
  }
}
