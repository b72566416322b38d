package io.hsicflow.tests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The messages that the page on operations explains are ones that hsicflow says. */
class QuotedMessagesTest {
  private static final String SECTION = "## When something went wrong\n";
  private static final Pattern FIRST_CELL = Pattern.compile("(?m)^\\| (.+?) \\| ");
  private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"");
  private static final String VALUE = "\\.\\.\\.";

  /** Where a message goes on in the next line of a source. */
  private static final Pattern JOINED = Pattern.compile("\"\\s*\\+\\s*\"");

  @Test
  void everyQuotedMessageIsInTheSources() {
    String sources = JOINED.matcher(JavaSources.main().text()).replaceAll("");
    List<String> parts = parts();

    assertThat(parts).isNotEmpty();
    assertThat(parts.stream().filter(part -> !sources.contains(part)))
        .as("parts of quoted messages that no source has")
        .isEmpty();
  }

  /** What stands between the values of each message in the table's first column. */
  private static List<String> parts() {
    String page = Page.of("docs/operations.md").text();
    String section = page.substring(page.indexOf(SECTION) + SECTION.length()).split("\n## ")[0];
    List<String> parts = new ArrayList<>();
    Matcher cell = FIRST_CELL.matcher(section);
    while (cell.find()) {
      QUOTED
          .matcher(cell.group(1))
          .results()
          .map((MatchResult message) -> message.group(1))
          .flatMap(message -> List.of(message.split(VALUE)).stream())
          .map(String::strip)
          .filter(part -> !part.isEmpty())
          .forEach(parts::add);
    }
    return parts;
  }
}
