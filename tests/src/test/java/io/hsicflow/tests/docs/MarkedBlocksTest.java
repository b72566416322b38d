package io.hsicflow.tests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A block of commands in a page says above it what runs it, {@code <!-- tested: TEST -->}, or why
 * nothing does, {@code <!-- not run: REASON -->}.
 */
class MarkedBlocksTest {

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
}
