package io.hsicflow.tests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * A block of commands in a page says above it what runs it, {@code <!-- tested: TEST -->}, or why
 * nothing does, {@code <!-- not run: REASON -->}.
 */
class MarkedBlocksTest {
  private static final Pattern TEST_CLASS = Pattern.compile("\\b[A-Z]\\w+(?:Test|ITCase)\\b");

  @Test
  void everyBlockOfCommandsIsTestedOrSaysWhyItIsNot() {
    List<String> unmarked = new ArrayList<>();
    for (Page page : Page.all()) {
      for (Page.Block block : page.blocks()) {
        if (block.shell() && block.mark().isEmpty()) {
          unmarked.add(page.name() + ": " + block.text().lines().findFirst().orElse(""));
        }
      }
    }

    assertThat(unmarked)
        .as("blocks of sh or bash without <!-- tested: TEST --> or <!-- not run: REASON --> above")
        .isEmpty();
  }

  @Test
  void everyTestThatABlockNamesIsThere() {
    String sources = JavaSources.test().text();
    List<String> missing = new ArrayList<>();
    for (Page page : Page.all()) {
      for (Page.Block block : page.blocks()) {
        block
            .mark()
            .filter(Page.Mark::tested)
            .map(Page.Mark::words)
            .filter(
                name -> !sources.contains(block.shell() ? "class " + name + " " : '"' + name + '"'))
            .ifPresent(name -> missing.add(page.name() + ": " + name));
      }
    }

    assertThat(missing).as("names of tests that no test class has").isEmpty();
  }

  @Test
  void everyTestThatAReasonNamesIsThere() {
    Set<String> tests = JavaSources.test().types();
    List<String> missing = new ArrayList<>();
    for (Page page : Page.all()) {
      page.blocks().stream()
          .flatMap(block -> block.mark().stream())
          .filter(mark -> !mark.tested())
          .flatMap(mark -> TEST_CLASS.matcher(mark.words()).results())
          .map(MatchResult::group)
          .filter(name -> !tests.contains(name))
          .forEach(name -> missing.add(page.name() + ": " + name));
    }

    assertThat(missing).as("names of tests in reasons that no test class has").isEmpty();
  }
}
