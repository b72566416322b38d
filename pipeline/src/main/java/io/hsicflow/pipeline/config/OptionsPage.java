package io.hsicflow.pipeline.config;

import io.hsicflow.pipeline.UserException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The options as a page to read: plain text for a terminal, or Markdown. */
public final class OptionsPage {
  private static final int WIDTH = 96;
  private static final String INDENT = "    ";

  private final Map<String, List<OptionEntry>> groups = new LinkedHashMap<>();

  /**
   * The options of {@code catalog} whose keys start with {@code prefix}.
   *
   * @throws UserException if there is none
   */
  public OptionsPage(OptionCatalog catalog, String prefix) {
    List<OptionEntry> chosen =
        catalog.entries().stream().filter(entry -> entry.key().startsWith(prefix)).toList();
    if (chosen.isEmpty()) {
      throw new UserException(
          "No option starts with "
              + prefix
              + catalog.nearest(prefix).map(near -> "; the nearest is " + near + ".").orElse("."));
    }
    for (OptionEntry entry : chosen) {
      groups.computeIfAbsent(entry.key().split("\\.")[0], ignored -> new ArrayList<>()).add(entry);
    }
  }

  /** Key, type and default on a line, the meaning indented below. */
  public String plain() {
    StringBuilder page = new StringBuilder();
    for (List<OptionEntry> group : groups.values()) {
      for (OptionEntry entry : group) {
        page.append(entry.key())
            .append("  (")
            .append(entry.type())
            .append("; default ")
            .append(shownDefault(entry))
            .append(")\n");
        wrap(entry.description(), page);
      }
      page.append('\n');
    }
    return page.toString();
  }

  /** One table for every first part of a key. */
  public String markdown() {
    StringBuilder page = new StringBuilder();
    groups.forEach(
        (name, group) -> {
          page.append("## ").append(name).append("\n\n");
          page.append("| key | type | default | meaning |\n|---|---|---|---|\n");
          for (OptionEntry entry : group) {
            page.append("| `")
                .append(entry.key())
                .append("` | ")
                .append(cell(entry.type()))
                .append(" | `")
                .append(cell(shownDefault(entry)))
                .append("` | ")
                .append(cell(entry.description()))
                .append(" |\n");
          }
          page.append('\n');
        });
    return page.toString();
  }

  private static String shownDefault(OptionEntry entry) {
    return entry.defaultText().isEmpty() ? "empty" : entry.defaultText();
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }

  private static void wrap(String text, StringBuilder page) {
    int column = 0;
    for (String word : text.split(" ")) {
      if (column > 0 && column + 1 + word.length() > WIDTH) {
        page.append('\n');
        column = 0;
      }
      page.append(column == 0 ? INDENT : " ").append(word);
      column += (column == 0 ? INDENT.length() : 1) + word.length();
    }
    page.append('\n');
  }
}
