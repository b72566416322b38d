package io.hsicflow.connectors.kafka;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;

/** The header of a record that was published again out of a dead letter: where that letter is. */
public final class RedriveMark {
  /** The header's name; its value is the letter's place as text. */
  public static final String HEADER = "hsicflow-redriven-from";

  /** The longest place: a topic's name, two numbers and what is between them. */
  private static final int MOST_BYTES = 300;

  private RedriveMark() {}

  /** The mark of a record out of that letter. */
  public static Header of(RecordPlace letter) {
    return new RecordHeader(HEADER, letter.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** The letter that the last mark names; null where there is none, or one that is no place. */
  public static String in(Headers headers) {
    Header mark = headers.lastHeader(HEADER);
    if (mark == null || mark.value() == null || mark.value().length > MOST_BYTES) {
      return null;
    }
    String place = new String(mark.value(), StandardCharsets.UTF_8);
    return RecordPlace.isPlace(place) ? place : null;
  }
}
