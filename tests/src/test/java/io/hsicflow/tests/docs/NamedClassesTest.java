package io.hsicflow.tests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The pages about the inside name classes and tests that are there. */
class NamedClassesTest {
  private static final List<String> PAGES =
      List.of("docs/method.md", "docs/architecture.md", "docs/reliability.md");

  /** A name of several words, or one alone that no setting or other text could be. */
  private static final String CLASS_NAME = "[A-Z][a-z0-9]+(?:[A-Z][A-Za-z0-9]*)+";

  @Test
  void everyClassNamedInThemExists() {
    Set<String> types = new HashSet<>(JavaSources.main().types());
    types.addAll(JavaSources.test().types());
    List<String> missing = new ArrayList<>();
    for (String name : PAGES) {
      Page.of(name).codeSpans().stream()
          .filter(span -> span.matches(CLASS_NAME))
          .filter(span -> !types.contains(span))
          .forEach(span -> missing.add(name + ": " + span));
    }

    assertThat(missing).as("classes that are named and not there").isEmpty();
  }
}
