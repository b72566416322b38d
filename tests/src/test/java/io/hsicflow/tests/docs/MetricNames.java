package io.hsicflow.tests.docs;

import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The metrics of docs/metrics.md, which other tests compare with what a running job registers. */
final class MetricNames {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\| \\w+ \\|");
  private static final List<String> ALL =
      ROW.matcher(Page.of("docs/metrics.md").text())
          .results()
          .map((MatchResult row) -> row.group(1))
          .toList();

  private MetricNames() {}

  /** The operators that have metrics. */
  static Set<String> operators() {
    return ALL.stream()
        .map(name -> name.substring(0, name.indexOf('.')))
        .collect(Collectors.toSet());
  }

  /** Whether {@code name} is a metric's full name. */
  static boolean isOne(String name) {
    return ALL.contains(name);
  }

  /** Whether {@code name} is the last part of a metric's name, or more of its end. */
  static boolean isEndOfOne(String name) {
    return ALL.stream().anyMatch(metric -> metric.endsWith("." + name));
  }
}
