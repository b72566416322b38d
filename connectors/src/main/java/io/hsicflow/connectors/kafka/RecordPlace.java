package io.hsicflow.connectors.kafka;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a record stands; as text {@code topic-partition-offset}. */
public record RecordPlace(String topic, int partition, long offset) {
  private static final Pattern TEXT =
      Pattern.compile("([a-zA-Z0-9._-]{1,249})-(\\d{1,9})-(\\d{1,18})");

  /**
   * The place that {@code text} names.
   *
   * @throws IllegalArgumentException for text of another form, with a sentence
   */
  public static RecordPlace parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is no place of a record: write TOPIC-PARTITION-OFFSET, images-0-17.");
    }
    return new RecordPlace(
        parts.group(1), Integer.parseInt(parts.group(2)), Long.parseLong(parts.group(3)));
  }

  /** Whether {@code text} is a place. */
  static boolean isPlace(String text) {
    return TEXT.matcher(text).matches();
  }

  /** Whether a record can stand there: {@link #parse} reads the place out of its text again. */
  public boolean isPossible() {
    String text = toString();
    return isPlace(text) && parse(text).equals(this);
  }

  @Override
  public String toString() {
    return topic + "-" + partition + "-" + offset;
  }
}
