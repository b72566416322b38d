package io.hsicflow.tests.prometheus;

import java.util.regex.Pattern;

/**
 * What a selector asks of a label.
 *
 * @param operator {@code =}, {@code !=}, {@code =~} or {@code !~}
 */
public record LabelMatcher(String label, String operator, String value) {
  /** Whether a sample has the label and its value is as asked. */
  public boolean matches(Sample sample) {
    String is = sample.labels().get(label);
    if (is == null) {
      return false;
    }
    return switch (operator) {
      case "=" -> is.equals(value);
      case "!=" -> !is.equals(value);
      case "=~" -> Pattern.matches(value, is);
      case "!~" -> !Pattern.matches(value, is);
      default -> throw new IllegalArgumentException(operator + " is no operator of a matcher.");
    };
  }
}
