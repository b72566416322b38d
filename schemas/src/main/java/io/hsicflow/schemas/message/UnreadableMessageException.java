package io.hsicflow.schemas.message;

/** Bytes that are not the message they should be; the message is a sentence for a dead letter. */
public final class UnreadableMessageException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Longest sentence that a dead letter carries, in UTF-16 units. */
  public static final int MOST_CHARS = 2_000;

  /** What kind of damage it is. */
  public enum Kind {
    /** The bytes do not begin as an Avro single object. */
    NOT_A_SINGLE_OBJECT,
    /** A schema that this program, or the schema registry, does not know. */
    UNKNOWN_SCHEMA,
    /** A single object of a known schema, but another one than was asked for. */
    OTHER_SCHEMA,
    /** The bytes are not framed for a schema registry. */
    NOT_FRAMED,
    /** A schema of the registry that Avro cannot resolve to the one that was asked for. */
    INCOMPATIBLE_SCHEMA,
    /** The data does not follow its schema. */
    MALFORMED,
    /** A text or a collection is larger than was allowed. */
    TOO_LARGE
  }

  private final Kind kind;

  UnreadableMessageException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  UnreadableMessageException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** What kind of damage it is. */
  public Kind kind() {
    return kind;
  }
}
