package io.hsicflow.tests.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.tests.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A section that a source cites is one that a reader finds. */
class CitedSectionsTest {
  private static final Pattern BY_NUMBER =
      Pattern.compile("docs/(method|architecture)\\.md,? sections? (\\d+)(?: (to|and) (\\d+))?");
  private static final Pattern BY_NAME = Pattern.compile("docs/architecture\\.md, ([A-Z][a-z]+)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{2,3} (?:(\\d+)\\. )?(.+)$");

  /** A comment's line end, with the asterisk or the slashes that the next one begins with. */
  private static final Pattern LINE_END = Pattern.compile("\\s*\\n\\s*(?:\\*(?!/)|//)?\\s*");

  @Test
  void everyCitedSectionIsThere() throws IOException {
    List<String> missing = new ArrayList<>();
    int cited = 0;
    for (Path source : sources()) {
      String text = LINE_END.matcher(Files.readString(source)).replaceAll(" ");
      for (MatchResult citation : BY_NUMBER.matcher(text).results().toList()) {
        cited++;
        if (!numbers(citation).allMatch(number -> numbers(citation.group(1)).contains(number))) {
          missing.add(source + ": " + citation.group());
        }
      }
      for (MatchResult citation : BY_NAME.matcher(text).results().toList()) {
        cited++;
        if (!names().contains(citation.group(1))) {
          missing.add(source + ": " + citation.group());
        }
      }
    }

    assertThat(cited).as("citations").isPositive();
    assertThat(missing).as("citations of sections that the page does not have").isEmpty();
  }

  @Test
  void nothingIsCitedThatIsNotPartOfTheProduct() throws IOException {
    Pattern notes = Pattern.compile("\\b[A-Z]{3,}\\.md\\b");
    List<String> notOurs = new ArrayList<>();
    for (Path source : sources()) {
      Matcher note = notes.matcher(Files.readString(source));
      while (note.find()) {
        if (!Files.exists(Checkout.root().resolve(note.group()))
            && !Files.exists(Checkout.root().resolve("docs").resolve(note.group()))) {
          notOurs.add(source + ": " + note.group());
        }
      }
    }

    assertThat(notOurs).as("pages that are cited and not there").isEmpty();
  }

  /** "4", "4 and 5", "3 to 5". */
  private static Stream<String> numbers(MatchResult citation) {
    int first = Integer.parseInt(citation.group(2));
    if (citation.group(3) == null) {
      return Stream.of(citation.group(2));
    }
    int last = Integer.parseInt(citation.group(4));
    return citation.group(3).equals("to")
        ? IntStream.rangeClosed(first, last).mapToObj(Integer::toString)
        : Stream.of(citation.group(2), citation.group(4));
  }

  private static Set<String> numbers(String page) {
    return headings(page)
        .map(heading -> String.valueOf(heading.group(1)))
        .collect(Collectors.toSet());
  }

  private static Set<String> names() {
    return headings("architecture").map(heading -> heading.group(2)).collect(Collectors.toSet());
  }

  private static Stream<MatchResult> headings(String page) {
    try {
      String text = Files.readString(Checkout.root().resolve("docs/" + page + ".md"));
      return HEADING.matcher(text).results();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Java of all modules, kernels and pages. */
  private static List<Path> sources() throws IOException {
    List<Path> sources = new ArrayList<>();
    for (Path module : Checkout.modules()) {
      sources.addAll(below(module.resolve("src"), "java", "cu"));
    }
    sources.addAll(below(Checkout.root().resolve("docs"), "md"));
    return sources;
  }

  private static List<Path> below(Path folder, String... endings) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(
              file -> Stream.of(endings).anyMatch(ending -> file.toString().endsWith("." + ending)))
          .toList();
    }
  }
}
