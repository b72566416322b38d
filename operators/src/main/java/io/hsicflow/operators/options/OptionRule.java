package io.hsicflow.operators.options;

import org.apache.flink.configuration.ConfigOption;

/** A rule for the value of one option. */
public final class OptionRule {

  private OptionRule() {}

  /**
   * Refuses a value that does not keep its rule.
   *
   * @param rule what follows "but", with the way out, as {@code it must be at least 1}
   * @throws IllegalArgumentException with a sentence of option, value and rule unless it is kept
   */
  public static void require(boolean kept, ConfigOption<?> option, Object value, String rule) {
    if (!kept) {
      throw new IllegalArgumentException(option.key() + " is " + value + ", but " + rule + ".");
    }
  }
}
