package io.hsicflow.schemas.format;

import java.util.Locale;

/** The kinds of damage that a record can have before its image is looked at. */
public enum RecordReason {
  /** The value is null: a tombstone. */
  NO_VALUE,
  /** The value is no Avro single object, or not framed for a schema registry. */
  NOT_AVRO,
  /** The value's schema is not a known version of Image, or not in the schema registry. */
  UNKNOWN_SCHEMA,
  /** The value's schema is in the schema registry, but cannot be read as an Image. */
  INCOMPATIBLE_SCHEMA,
  /** The value does not follow its schema. */
  MALFORMED,
  /** The record or one of its fields passes its limit. */
  FIELD_TOO_LONG,
  /** A field that must be there is empty. */
  FIELD_EMPTY;

  /** The code in dead letters and metrics, {@code no-value} for example. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
