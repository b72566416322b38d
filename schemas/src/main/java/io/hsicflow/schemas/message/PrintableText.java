package io.hsicflow.schemas.message;

/** Text from records made fit to be printed, so that no record can command the terminal. */
public final class PrintableText {
  private PrintableText() {}

  /**
   * {@code text} with control and formatting characters as question marks.
   *
   * @param chars the most characters that are kept; of a longer text the rest becomes three dots
   */
  public static String of(String text, int chars) {
    String cut = text.length() > chars ? text.substring(0, chars) + "..." : text;
    return cut.replaceAll("[\\p{Cc}\\p{Cf}\\u2028\\u2029]", "?");
  }
}
