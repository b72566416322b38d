package io.hsicflow.schemas.format;

import java.io.Serializable;

/**
 * How much a record may hold beside its image.
 *
 * @param maxValueBytes the largest Kafka value that is looked at, in bytes
 * @param maxTextChars the longest id, source or label, in UTF-16 units
 * @param maxAttributes the largest number of attributes, those with one name counted each
 * @param maxAttributeChars the longest name or text of an attribute
 */
public record FieldLimits(
    int maxValueBytes, int maxTextChars, int maxAttributes, int maxAttributeChars)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  public FieldLimits {
    if (maxValueBytes < 1 || maxTextChars < 1 || maxAttributes < 0 || maxAttributeChars < 1) {
      throw new IllegalArgumentException(
          "The limits of a record's fields must be positive, but are "
              + maxValueBytes
              + " bytes, "
              + maxTextChars
              + " characters, "
              + maxAttributes
              + " attributes of "
              + maxAttributeChars
              + " characters.");
    }
  }

  /** 64 MiB a value, 1,024 characters a text, 64 attributes of 4,096 characters. */
  public static FieldLimits defaults() {
    return new FieldLimits(64 << 20, 1024, 64, 4096);
  }
}
