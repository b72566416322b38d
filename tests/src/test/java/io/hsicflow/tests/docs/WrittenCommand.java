package io.hsicflow.tests.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A call of {@code ./hsicflow} as a page writes it.
 *
 * @param page the page's name
 * @param text from {@code ./hsicflow} to the end of the command
 */
record WrittenCommand(String page, String text) {
  private static final String LAUNCHER = "./hsicflow";
  private static final Pattern CALL = Pattern.compile("\\./hsicflow(?![\\w./-])[^\\n|>&;#]*");
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");

  /** What a page leaves to its reader: FILE, HOST:PORT, N. */
  private static final Pattern PLACEHOLDER = Pattern.compile("[A-Z][A-Z0-9:,_]*(\\.[a-z]+)?");

  private static final Pattern ALTERNATIVES = Pattern.compile("[a-z]+(\\|[a-z]+)+");

  /** All calls in blocks of commands and in backticks. */
  static List<WrittenCommand> of(Page page) {
    Stream<WrittenCommand> blocks =
        page.blocks().stream()
            .filter(Page.Block::shell)
            .flatMap(block -> of(page.name(), block).stream());
    // A bar in a table's cell is escaped, and one in backticks parts alternatives.
    Stream<WrittenCommand> spans =
        page.codeSpans().stream()
            .map(span -> span.replace("\\|", "|"))
            .filter(span -> span.startsWith(LAUNCHER + " "))
            .map(span -> span.replaceAll("\\[[^\\]]*\\]", "").replaceAll(" #.*", ""))
            .map(call -> new WrittenCommand(page.name(), call.strip()));
    return Stream.concat(blocks, spans).toList();
  }

  /** The calls in a block of commands. */
  static List<WrittenCommand> of(String page, Page.Block block) {
    return CALL.matcher(joined(block.text()))
        .results()
        .map((MatchResult call) -> new WrittenCommand(page, call.group().strip()))
        .toList();
  }

  /** A backslash at the end of a line joins it with the next. */
  private static String joined(String lines) {
    return lines.replaceAll("\\\\\\n\\s*", "");
  }

  /** Its arguments as a shell would part them. */
  List<String> words() {
    return WORD.matcher(text.substring(LAUNCHER.length()))
        .results()
        .map(
            word ->
                Stream.of(word.group(1), word.group(2), word.group(3))
                    .filter(part -> part != null)
                    .findFirst()
                    .orElseThrow())
        .toList();
  }

  /** Its arguments with something in the place of what is left to the reader; each alternative. */
  List<List<String>> examples() {
    List<List<String>> examples = new ArrayList<>(List.of(List.of()));
    for (String word : words()) {
      if (word.equals("...")) {
        continue;
      }
      List<String> choices =
          ALTERNATIVES.matcher(word).matches()
              ? List.of(word.split("\\|"))
              : List.of(PLACEHOLDER.matcher(word).matches() ? "1" : word);
      examples =
          examples.stream()
              .flatMap(
                  before ->
                      choices.stream()
                          .map(
                              choice -> Stream.concat(before.stream(), Stream.of(choice)).toList()))
              .toList();
    }
    return examples;
  }
}
