package io.hsicflow.tests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.pipeline.config.AllOptions;
import io.hsicflow.tests.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No page names a metric that is not there. */
class NamedMetricsTest {
  private static final List<String> PAGES =
      List.of("docs/operations.md", "docs/tutorial.md", "docs/method.md", "docs/metrics.md");

  @Test
  void everyFullNameOfAMetricIsOneThatTheMetricsPageHas() {
    List<String> unknown = new ArrayList<>();
    for (Page page : Page.all()) {
      page.codeSpans().stream()
          .filter(
              span ->
                  MetricNames.operators().stream()
                      .anyMatch(operator -> span.matches(operator + "\\.[\\w.-]+")))
          // settings of an operator begin with its name as well
          .filter(span -> AllOptions.catalog().find(span).isEmpty())
          .filter(span -> !MetricNames.isOne(span))
          .forEach(span -> unknown.add(page.name() + ": " + span));
    }

    assertThat(unknown).as("metrics that docs/metrics.md does not have").isEmpty();
  }

  /** In the pages about running the job a word like thisOne is a metric, or a record's field. */
  @Test
  void everyLastPartOfANameIsAMetricsOrAField() throws IOException {
    String fields = schemas();
    List<String> unknown = new ArrayList<>();
    for (String name : PAGES) {
      Page.of(name).codeSpans().stream()
          .filter(span -> span.matches("[a-z]+(?:[A-Z][a-z]*)+"))
          .filter(span -> !MetricNames.isEndOfOne(span) && !span.startsWith("numberOf"))
          .filter(span -> !fields.contains('"' + span + '"'))
          .forEach(span -> unknown.add(name + ": " + span));
    }

    assertThat(unknown).as("words that name neither a metric nor a field").isEmpty();
  }

  private static String schemas() throws IOException {
    try (Stream<Path> files = Files.list(Checkout.root().resolve("schemas/src/main/avro"))) {
      List<String> texts = new ArrayList<>();
      for (Path file : files.toList()) {
        texts.add(Files.readString(file));
      }
      return texts.stream().collect(Collectors.joining());
    }
  }
}
