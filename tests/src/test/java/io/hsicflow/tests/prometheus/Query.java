package io.hsicflow.tests.prometheus;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names in a <a href="https://prometheus.io/docs/prometheus/latest/querying/basics/">PromQL</a>
 * query: which metrics it reads, what it asks of their labels, and the labels that it groups or
 * joins by. What it computes is not looked at.
 *
 * @param selectors in their order
 * @param labels of {@code by}, {@code without}, {@code on}, {@code ignoring}, {@code group_left}
 *     and {@code group_right}
 */
public record Query(List<Selector> selectors, Set<String> labels) {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s+|#[^\n]*" // nothing
              + "|(?<string>\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*')"
              + "|(?<range>\\[[^]]*])"
              + "|(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)"
              + "|(?<number>[0-9.][0-9a-zA-Z.]*(?:(?<=[eE])[+-][0-9]+)?)"
              + "|(?<sign>=~|!~|!=|==|<=|>=|[-+*/%^=<>(){},@])");

  private static final Set<String> LABEL_LISTS =
      Set.of("by", "without", "on", "ignoring", "group_left", "group_right");
  private static final Set<String> AGGREGATIONS =
      Set.of(
          "sum",
          "min",
          "max",
          "avg",
          "group",
          "stddev",
          "stdvar",
          "count",
          "count_values",
          "bottomk",
          "topk",
          "quantile");
  private static final Set<String> WORDS =
      Set.of("and", "or", "unless", "bool", "offset", "inf", "nan", "atan2");

  /**
   * Reads a query.
   *
   * @throws IllegalArgumentException for what is none, or selects without the name of a metric
   */
  public static Query of(String text) {
    return new Reading(text).read();
  }

  private static final class Reading {
    private final String text;
    private final List<String> tokens;
    private final List<Selector> selectors = new ArrayList<>();
    private final Set<String> labels = new LinkedHashSet<>();
    private int next;

    Reading(String text) {
      this.text = text;
      this.tokens = tokens(text);
    }

    private static List<String> tokens(String text) {
      List<String> tokens = new ArrayList<>();
      Matcher token = TOKEN.matcher(text);
      int end = 0;
      while (token.find() && token.start() == end) {
        end = token.end();
        boolean blank = token.group().isBlank() || token.group().startsWith("#");
        if (!blank && token.group("range") == null && token.group("number") == null) {
          tokens.add(token.group());
        }
      }
      if (end != text.length()) {
        throw new IllegalArgumentException(
            "The query cannot be read from '" + text.substring(end) + "' on: " + text);
      }
      if (Collections.frequency(tokens, "(") != Collections.frequency(tokens, ")")) {
        throw new IllegalArgumentException("Brackets stay open or close nothing: " + text);
      }
      return tokens;
    }

    Query read() {
      while (next < tokens.size()) {
        String token = tokens.get(next++);
        String word = token.toLowerCase(Locale.ROOT);
        if (token.equals("{")) {
          throw new IllegalArgumentException("A selector names no metric: " + text);
        } else if (LABEL_LISTS.contains(word)) {
          labelList();
        } else if (isName(token)
            && !WORDS.contains(word)
            && !AGGREGATIONS.contains(word)
            && !comes("(")) {
          selectors.add(new Selector(token, comes("{") ? matchers() : List.of()));
        }
      }
      return new Query(List.copyOf(selectors), Set.copyOf(labels));
    }

    private void labelList() {
      if (!comes("(")) {
        return; // group_left and group_right may stand alone
      }
      expect("(");
      while (!comes(")")) {
        labels.add(name());
        if (comes(",")) {
          expect(",");
        }
      }
      expect(")");
    }

    private List<LabelMatcher> matchers() {
      List<LabelMatcher> matchers = new ArrayList<>();
      expect("{");
      while (!comes("}")) {
        String label = name();
        String operator = token();
        String quoted = token();
        matchers.add(
            new LabelMatcher(
                label, operator, quoted.substring(1, quoted.length() - 1).replace("\\\\", "\\")));
        if (comes(",")) {
          expect(",");
        }
      }
      expect("}");
      return List.copyOf(matchers);
    }

    private boolean comes(String token) {
      return next < tokens.size() && tokens.get(next).equals(token);
    }

    private void expect(String token) {
      String is = token();
      if (!is.equals(token)) {
        throw new IllegalArgumentException(
            "'" + is + "' stands where '" + token + "' is due: " + text);
      }
    }

    private String name() {
      String name = token();
      if (!isName(name)) {
        throw new IllegalArgumentException("'" + name + "' is no name of a label: " + text);
      }
      return name;
    }

    private String token() {
      if (next == tokens.size()) {
        throw new IllegalArgumentException("The query ends too early: " + text);
      }
      return tokens.get(next++);
    }

    private static boolean isName(String token) {
      return Character.isLetter(token.charAt(0))
          || token.charAt(0) == '_'
          || token.charAt(0) == ':';
    }
  }
}
