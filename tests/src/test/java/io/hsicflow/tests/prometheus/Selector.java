package io.hsicflow.tests.prometheus;

import java.util.List;

/** A metric in a query, with what is asked of its labels. */
public record Selector(String metric, List<LabelMatcher> matchers) {
  /** Whether {@code sample} is of those that the selector takes. */
  public boolean takes(Sample sample) {
    return sample.name().equals(metric)
        && matchers.stream().allMatch(matcher -> matcher.matches(sample));
  }
}
