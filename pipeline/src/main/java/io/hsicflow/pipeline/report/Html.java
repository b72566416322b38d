package io.hsicflow.pipeline.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A piece of a page, written so that it is HTML and XML alike. The one place where text becomes
 * markup: every text and every attribute's value is escaped here, and there is no way around.
 */
final class Html {
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]*");

  /** The elements that HTML never closes. */
  private static final Set<String> VOID = Set.of("meta", "img", "br");

  /** Of an element, or empty. */
  private final String name;

  private final Map<String, String> attributes;
  private final List<Html> children;

  /** Of a piece without children. */
  private final String text;

  private Html(String name, Map<String, String> attributes, List<Html> children, String text) {
    this.name = name;
    this.attributes = attributes;
    this.children = children;
    this.text = text;
  }

  /** Text as it stands. */
  static Html text(String text) {
    return new Html("", Map.of(), List.of(), text);
  }

  /** An element around {@code children}. */
  static Html of(String name, Html... children) {
    return of(name, List.of(children));
  }

  /** An element around {@code children}. */
  static Html of(String name, List<Html> children) {
    return new Html(checked(name), Map.of(), List.copyOf(children), "");
  }

  /** An element around text. */
  static Html of(String name, String text) {
    return of(name, text(text));
  }

  /** Pieces one after the other. */
  static Html all(List<Html> pieces) {
    return new Html("", Map.of(), List.copyOf(pieces), "");
  }

  /** The same element with one attribute more. */
  Html with(String attribute, Object value) {
    Map<String, String> more = new LinkedHashMap<>(attributes);
    more.put(checked(attribute), String.valueOf(value));
    return new Html(name, Collections.unmodifiableMap(more), children, text);
  }

  /** The same element with more children. */
  Html add(List<Html> more) {
    List<Html> all = new ArrayList<>(children);
    all.addAll(more);
    return new Html(name, attributes, List.copyOf(all), text);
  }

  private static String checked(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'" + name + "' is no name of an element or attribute; give letters and digits.");
    }
    return name;
  }

  /** The markup. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    write(out);
    return out.toString();
  }

  private void write(StringBuilder out) {
    if (name.isEmpty()) {
      escape(text, out);
      children.forEach(child -> child.write(out));
      return;
    }
    out.append('<').append(name);
    attributes.forEach(
        (attribute, value) -> {
          out.append(' ').append(attribute).append("=\"");
          escape(value, out);
          out.append('"');
        });
    if (VOID.contains(name)) {
      out.append("/>");
      return;
    }
    out.append('>');
    children.forEach(child -> child.write(out));
    out.append("</").append(name).append('>');
  }

  private static void escape(String text, StringBuilder out) {
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(isCharacter(c) ? c : 0xfffd);
              }
            });
  }

  /** Whether XML 1.0 allows it (section 2.2) and HTML has no error for it. */
  private static boolean isCharacter(int c) {
    return c == '\t'
        || c == '\n'
        || c >= 0x20 && c < 0x7f
        || c >= 0xa0 && c <= 0xd7ff
        || c >= 0xe000 && c <= 0x10ffff && (c & 0xfffe) != 0xfffe;
  }
}
