package io.hsicflow.operators.ml;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.description.HtmlFormatter;
import org.apache.flink.ml.param.Param;
import org.apache.flink.util.function.SerializableSupplier;

/**
 * A param that stands for one of the job's options: its name is the option's key, its default and
 * description are the option's. In a saved stage its value is text as in the job's settings.
 */
public final class OptionParam<T> extends Param<T> {

  private static final long serialVersionUID = 1L;

  /** An option itself cannot travel with a stage. */
  private final SerializableSupplier<ConfigOption<T>> option;

  private OptionParam(Class<T> type, SerializableSupplier<ConfigOption<T>> option) {
    super(
        option.get().key(),
        type,
        new HtmlFormatter().format(option.get().description()),
        option.get().defaultValue(),
        option.get().hasDefaultValue() ? value -> value != null : value -> true);
    this.option = option;
  }

  /** The param of an option that has a default. */
  static <T> OptionParam<T> of(SerializableSupplier<ConfigOption<T>> option) {
    return new OptionParam<>(typeOf(option.get().defaultValue()), option);
  }

  /** The param of an option without a default; null leaves it unset. */
  static <T> OptionParam<T> of(Class<T> type, SerializableSupplier<ConfigOption<T>> option) {
    return new OptionParam<>(type, option);
  }

  @SuppressWarnings("unchecked")
  private static <T> Class<T> typeOf(T value) {
    if (value instanceof List) {
      return (Class<T>) List.class;
    }
    return value instanceof Enum<?> constant
        ? (Class<T>) constant.getDeclaringClass()
        : (Class<T>) value.getClass();
  }

  /**
   * Sets the option where {@code value} is not its default: some options mean something else once
   * they are set at all.
   */
  void apply(Object value, Configuration settings) {
    if (value != null && !value.equals(defaultValue)) {
      settings.set(option.get(), clazz.cast(value));
    }
  }

  @Override
  public Object jsonEncode(T value) {
    if (value == null) {
      return null;
    }
    Configuration settings = new Configuration();
    settings.set(option.get(), value);
    return settings.toMap().get(name);
  }

  @Override
  public T jsonDecode(Object json) throws IOException {
    if (json == null) {
      return null;
    }
    try {
      return Configuration.fromMap(Map.of(name, json.toString())).get(option.get());
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "The saved stage has " + name + " = " + json + ", which cannot be. " + e.getMessage(), e);
    }
  }
}
