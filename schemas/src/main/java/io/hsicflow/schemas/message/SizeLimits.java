package io.hsicflow.schemas.message;

/**
 * How much a message from outside may hold, checked before memory is taken for any of it.
 *
 * @param maxTextBytes the longest text, in bytes of UTF-8
 * @param maxItems the most entries of an array or a map, those with one name counted each
 */
public record SizeLimits(int maxTextBytes, int maxItems) {

  /** For messages of our own, which are bounded by their length alone. */
  static final SizeLimits NONE = new SizeLimits(Integer.MAX_VALUE, Integer.MAX_VALUE);

  /** Checks the numbers. */
  public SizeLimits {
    if (maxTextBytes < 0 || maxItems < 0) {
      throw new IllegalArgumentException(
          "The limits of a message are "
              + maxTextBytes
              + " bytes of text and "
              + maxItems
              + " entries, but must not be negative.");
    }
  }
}
