package io.hsicflow.tests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What two hands added to a page stands on it once. */
class RepeatedTextTest {

  /** Shorter lines, as of commands and heads of tables, may be wanted twice. */
  private static final int LONG = 80;

  static List<Page> pages() {
    return Page.all();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void noPageHasAHeadingTwice(Page page) {
    assertThat(page.headings()).as(page.name()).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void noPageHasALongLineTwice(Page page) {
    assertThat(page.text().lines().filter(line -> line.length() > LONG))
        .as(page.name())
        .doesNotHaveDuplicates();
  }
}
