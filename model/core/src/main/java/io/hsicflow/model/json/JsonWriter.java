package io.hsicflow.model.json;

import java.util.Map;

/**
 * Writes maps, lists, strings, numbers, booleans and null as compact JSON; the order of a map is
 * kept.
 */
public final class JsonWriter {
  private JsonWriter() {}

  /**
   * The JSON text of a value.
   *
   * @throws IllegalArgumentException for a number that is not finite, or a class that JSON does not
   *     know
   */
  public static String write(Object value) {
    StringBuilder out = new StringBuilder();
    append(out, value);
    return out.toString();
  }

  private static void append(StringBuilder out, Object value) {
    if (value == null
        || value instanceof Boolean
        || value instanceof Long
        || value instanceof Integer) {
      out.append(value);
    } else if (value instanceof Double number) {
      if (!Double.isFinite(number)) {
        throw new IllegalArgumentException("JSON has no number for " + number + ".");
      }
      out.append(number);
    } else if (value instanceof String string) {
      appendString(out, string);
    } else if (value instanceof Map<?, ?> map) {
      String separator = "{";
      for (Map.Entry<?, ?> member : map.entrySet()) {
        out.append(separator);
        appendString(out, (String) member.getKey());
        out.append(':');
        append(out, member.getValue());
        separator = ",";
      }
      out.append(map.isEmpty() ? "{}" : "}");
    } else if (value instanceof Iterable<?> items) {
      out.append('[');
      String separator = "";
      for (Object item : items) {
        out.append(separator);
        append(out, item);
        separator = ",";
      }
      out.append(']');
    } else {
      throw new IllegalArgumentException(
          "JSON has no form for a " + value.getClass().getName() + ".");
    }
  }

  private static void appendString(StringBuilder out, String string) {
    out.append('"');
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < 0x20) {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
