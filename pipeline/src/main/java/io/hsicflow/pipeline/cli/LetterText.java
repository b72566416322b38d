package io.hsicflow.pipeline.cli;

import io.hsicflow.connectors.deadletter.LetterEntry;
import io.hsicflow.schemas.message.PrintableText;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Dead letters as people and programs read them. */
final class LetterText {
  private static final int NAME_CHARS = 300;
  private static final int SENTENCE_CHARS = 4_000;

  private LetterText() {}

  /** A line for each letter under a line of titles, in columns. */
  static String table(List<LetterEntry> entries) {
    int width = entries.stream().mapToInt(entry -> original(entry).length()).max().orElse(0);
    String row = "%-" + Math.max(8, width) + "s  %-24s  %-24s  %11s  %s%n";
    StringBuilder table = new StringBuilder();
    table.append(
        String.format(row, "original", "rejected at", "reason", "bytes", "").stripTrailing());
    table.append(System.lineSeparator());
    for (LetterEntry entry : entries) {
      String line =
          String.format(
              row,
              original(entry),
              entry.rejectedAt(),
              clean(entry.reason()),
              entry.size(),
              remark(entry));
      table.append(line.stripTrailing()).append(System.lineSeparator());
    }
    return table.toString();
  }

  private static String remark(LetterEntry entry) {
    if (entry.redriven()) {
      return "redriven";
    }
    return entry.whole() ? "" : "bytes not kept";
  }

  /** Everything but the bytes, a line a fact. */
  static String page(LetterEntry entry, String sha256) {
    StringBuilder page = new StringBuilder();
    line(page, "original", original(entry));
    line(page, "its time", time(entry.originalTimestamp()));
    line(page, "letter", clean(entry.letter().toString()));
    line(page, "rejected at", entry.rejectedAt().toString());
    line(page, "reason", clean(entry.reason()));
    line(page, "", PrintableText.of(entry.message(), SENTENCE_CHARS));
    line(page, "key", size(entry.keySize()));
    line(page, "value", size(entry.valueSize()) + (entry.whole() ? "" : ", not kept"));
    if (sha256 != null) {
      line(page, "SHA-256", clean(sha256));
    }
    if (entry.redrivenFrom() != null) {
      line(page, "came from", clean(entry.redrivenFrom()));
    }
    line(page, "redriven", entry.redriven() ? "yes" : "no");
    return page.toString();
  }

  private static void line(StringBuilder page, String name, String value) {
    page.append(String.format("%-13s%s%n", name, value));
  }

  private static String time(long timestamp) {
    return timestamp < 0 ? "none" : Instant.ofEpochMilli(timestamp).toString();
  }

  private static String size(int bytes) {
    return bytes < 0 ? "none" : bytes + " bytes";
  }

  /** The letter as an object of JSON. */
  static Map<String, Object> object(LetterEntry entry) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("original", entry.original().toString());
    object.put("original_timestamp", entry.originalTimestamp());
    object.put("letter", entry.letter().toString());
    object.put("rejected_at", entry.rejectedAt().toString());
    object.put("reason", entry.reason());
    object.put("message", entry.message());
    object.put("key_bytes", entry.keySize());
    object.put("value_bytes", entry.valueSize());
    object.put("kept", entry.whole());
    object.put("redriven_from", entry.redrivenFrom());
    object.put("redriven", entry.redriven());
    return object;
  }

  private static String original(LetterEntry entry) {
    return clean(entry.original().toString());
  }

  static String clean(String text) {
    return PrintableText.of(text, NAME_CHARS);
  }
}
