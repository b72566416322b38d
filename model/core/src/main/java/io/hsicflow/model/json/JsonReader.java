package io.hsicflow.model.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one JSON value: objects become {@link Map}s in the text's order, arrays {@link List}s,
 * whole numbers {@link Long}s, other numbers {@link Double}s. A name given twice, nesting beyond
 * {@value #MAX_DEPTH}, and anything after the value are errors.
 */
public final class JsonReader {
  private static final int MAX_DEPTH = 32;

  /** Whole numbers of fewer characters surely fit a long. */
  private static final int MAX_LONG_CHARS = 19;

  private final String text;
  private int at;

  private JsonReader(String text) {
    this.text = text;
  }

  /**
   * Parses the whole text.
   *
   * @throws JsonException if it is not one JSON value
   */
  public static Object parse(String text) {
    JsonReader reader = new JsonReader(text);
    Object value = reader.value(0);
    reader.skipSpace();
    if (reader.at < text.length()) {
      throw reader.error("there is more text after the value");
    }
    return value;
  }

  /**
   * Parses a text whose value must be an object.
   *
   * @throws JsonException if it is not one JSON object
   */
  @SuppressWarnings("unchecked") // object() only makes maps with String keys
  public static Map<String, Object> parseObject(String text) {
    Object value = parse(text);
    if (value instanceof Map) {
      return (Map<String, Object>) value;
    }
    throw new JsonException("The JSON text is not an object.");
  }

  private Object value(int depth) {
    if (depth > MAX_DEPTH) {
      throw error("values are nested more than " + MAX_DEPTH + " deep");
    }
    skipSpace();
    char c = peek();
    switch (c) {
      case '{':
        return object(depth);
      case '[':
        return array(depth);
      case '"':
        return string();
      case 't':
        return word("true", Boolean.TRUE);
      case 'f':
        return word("false", Boolean.FALSE);
      case 'n':
        return word("null", null);
      default:
        return number();
    }
  }

  private Map<String, Object> object(int depth) {
    Map<String, Object> members = new LinkedHashMap<>();
    at++;
    skipSpace();
    if (peek() == '}') {
      at++;
      return members;
    }
    while (true) {
      skipSpace();
      String name = string();
      skipSpace();
      expect(':');
      Object value = value(depth + 1);
      if (members.containsKey(name)) {
        throw error("the name \"" + shorten(name) + "\" is given twice");
      }
      members.put(name, value);
      skipSpace();
      char c = next();
      if (c == '}') {
        return members;
      }
      if (c != ',') {
        at--;
        throw error("a comma or } is missing");
      }
    }
  }

  private List<Object> array(int depth) {
    List<Object> items = new ArrayList<>();
    at++;
    skipSpace();
    if (peek() == ']') {
      at++;
      return items;
    }
    while (true) {
      items.add(value(depth + 1));
      skipSpace();
      char c = next();
      if (c == ']') {
        return items;
      }
      if (c != ',') {
        at--;
        throw error("a comma or ] is missing");
      }
    }
  }

  private String string() {
    expect('"');
    StringBuilder out = new StringBuilder();
    while (true) {
      char c = next();
      if (c == '"') {
        return out.toString();
      }
      if (c < 0x20) {
        at--;
        throw error("a control character stands inside a string");
      }
      out.append(c == '\\' ? escape() : c);
    }
  }

  private char escape() {
    char c = next();
    switch (c) {
      case '"':
      case '\\':
      case '/':
        return c;
      case 'b':
        return '\b';
      case 'f':
        return '\f';
      case 'n':
        return '\n';
      case 'r':
        return '\r';
      case 't':
        return '\t';
      case 'u':
        int code = 0;
        for (int i = 0; i < 4; i++) {
          int digit = Character.digit(next(), 16);
          if (digit < 0) {
            at--;
            throw error("\\u needs four hexadecimal digits");
          }
          code = code * 16 + digit;
        }
        return (char) code;
      default:
        at--;
        throw error("\\" + c + " is no escape of JSON");
    }
  }

  /** A header may hold millions of numbers, so that each is looked at once and by hand. */
  private Object number() {
    int start = at;
    passOne("-");
    boolean valid = passOne("0") || passDigits();
    boolean whole = true;
    if (passOne(".")) {
      whole = false;
      valid &= passDigits();
    }
    if (passOne("eE")) {
      whole = false;
      passOne("+-");
      valid &= passDigits();
    }
    if (!valid || passOne("+-.eE0123456789")) {
      at = start;
      throw error("a value was expected");
    }
    if (whole && at - start < MAX_LONG_CHARS) {
      return Long.parseLong(text, start, at, 10);
    }
    return Double.parseDouble(text.substring(start, at));
  }

  /** Passes the next character where it is one of those. */
  private boolean passOne(String characters) {
    boolean passes = at < text.length() && characters.indexOf(text.charAt(at)) >= 0;
    at += passes ? 1 : 0;
    return passes;
  }

  /** Passes all digits that follow; whether there is any. */
  private boolean passDigits() {
    int start = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at > start;
  }

  private Object word(String word, Object value) {
    if (!text.startsWith(word, at)) {
      throw error("a value was expected");
    }
    at += word.length();
    return value;
  }

  private void expect(char c) {
    if (next() != c) {
      at--;
      throw error("'" + c + "' was expected");
    }
  }

  private char next() {
    char c = peek();
    at++;
    return c;
  }

  private char peek() {
    if (at >= text.length()) {
      throw error("the text ends too early");
    }
    return text.charAt(at);
  }

  private void skipSpace() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private JsonException error(String what) {
    return new JsonException("Not JSON: at character " + at + " " + what + ".");
  }

  private static String shorten(String name) {
    return name.length() <= 80 ? name : name.substring(0, 80) + "...";
  }
}
