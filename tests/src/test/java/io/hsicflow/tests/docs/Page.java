package io.hsicflow.tests.docs;

import io.hsicflow.tests.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page in Markdown.
 *
 * @param file where it is
 * @param text all of it
 */
public record Page(Path file, String text) {
  /** With its indentation, which is that of a list's item, where it stands in one. */
  private static final Pattern FENCE =
      Pattern.compile("(?ms)^([ ]*)```([a-z]*)\\n(.*?)^\\1```[ ]*$");

  private static final Pattern MARK =
      Pattern.compile("<!-- (tested|not run): ([^\\n]+?) -->\\s*\\z");
  private static final Pattern CODE = Pattern.compile("(?<!`)`((?:[^`\\n]|\\n(?!\\s*\\n))+)`(?!`)");
  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+?) *$");

  /**
   * A fenced block.
   *
   * @param language what stands behind the fence, or nothing
   * @param text its lines
   * @param mark the comment right above: {@code tested} or {@code not run}, and what follows it
   */
  record Block(String language, String text, Optional<Mark> mark) {
    /** Whether its lines are commands. */
    boolean shell() {
      return language.equals("sh") || language.equals("bash");
    }
  }

  /**
   * Whether a block is tested and by what, or why it is not.
   *
   * @param kind {@code tested} or {@code not run}
   * @param words the name of the test, or the reason
   */
  record Mark(String kind, String words) {
    boolean tested() {
      return kind.equals("tested");
    }
  }

  /** One page of the checkout, by its path below the root. */
  static Page of(String path) {
    return of(Checkout.root().resolve(path));
  }

  /** The page in that file. */
  public static Page of(Path file) {
    try {
      return new Page(file, Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All pages: those in the root, in the folders of the modules, and below docs/ and k8s/. */
  static List<Page> all() {
    List<Path> files = new ArrayList<>(markdown(Checkout.root(), 1));
    files.addAll(markdown(Checkout.root().resolve("docs"), Integer.MAX_VALUE));
    files.addAll(markdown(Checkout.root().resolve("k8s"), Integer.MAX_VALUE));
    files.addAll(markdown(Checkout.root().resolve("tests/benchmarks"), 1));
    Checkout.modules().forEach(module -> files.addAll(markdown(module, 1)));
    return files.stream().distinct().sorted().map(Page::of).toList();
  }

  private static List<Path> markdown(Path folder, int depth) {
    try (Stream<Path> files = Files.walk(folder, depth)) {
      return files.filter(file -> file.toString().endsWith(".md")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its path below the root of the checkout. */
  String name() {
    return Checkout.root().relativize(file).toString();
  }

  List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    Matcher fence = FENCE.matcher(text);
    while (fence.find()) {
      Matcher mark = MARK.matcher(text.substring(0, fence.start()));
      Optional<Mark> above =
          mark.find() ? Optional.of(new Mark(mark.group(1), mark.group(2))) : Optional.empty();
      blocks.add(new Block(fence.group(2), fence.group(3).stripIndent(), above));
    }
    return blocks;
  }

  /** What stands in single backticks, outside of blocks. */
  List<String> codeSpans() {
    return CODE.matcher(withoutBlocks())
        .results()
        .map(match -> match.group(1).replaceAll("\\s+", " "))
        .toList();
  }

  /** Where links lead, as they are written. */
  public List<String> links() {
    return LINK.matcher(CODE.matcher(withoutBlocks()).replaceAll(""))
        .results()
        .map((MatchResult match) -> match.group(1))
        .toList();
  }

  /** Its headings as they are written. */
  List<String> headings() {
    return HEADING.matcher(withoutBlocks()).results().map(match -> match.group(1)).toList();
  }

  /**
   * The names that GitHub gives its headings: lower case, letters, digits, underscores and hyphens
   * alone, hyphens for spaces, and a number behind what is there already.
   */
  List<String> anchors() {
    Map<String, Integer> seen = new HashMap<>();
    return headings().stream()
        .map(heading -> heading.replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1"))
        .map(
            heading ->
                heading
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                    .replace(' ', '-'))
        .map(
            anchor -> {
              int before = seen.merge(anchor, 1, Integer::sum) - 1;
              return before == 0 ? anchor : anchor + "-" + before;
            })
        .toList();
  }

  private String withoutBlocks() {
    return FENCE.matcher(text).replaceAll("");
  }
}
