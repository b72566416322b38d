package io.hsicflow.schemas.format;

import io.hsicflow.schemas.record.RawRecord;
import java.util.Optional;

/** The checks that both formats share, and their sentences. */
final class RecordChecks {
  private RecordChecks() {}

  /** Why the value is not worth reading: it is missing, empty or too large. */
  static Optional<UnreadableRecord> value(RawRecord record, FieldLimits limits) {
    byte[] value = record.value();
    if (value == null) {
      return Optional.of(
          new UnreadableRecord(
              RecordReason.NO_VALUE, "The record has no value (a tombstone): there is no image."));
    }
    if (value.length == 0) {
      return Optional.of(
          new UnreadableRecord(
              RecordReason.FIELD_EMPTY, "The record's value has 0 bytes: there is no image."));
    }
    if (value.length > limits.maxValueBytes()) {
      return Optional.of(
          new UnreadableRecord(
              RecordReason.FIELD_TOO_LONG,
              "The record's value has "
                  + value.length
                  + " bytes, the limit is "
                  + limits.maxValueBytes()
                  + "."));
    }
    return Optional.empty();
  }

  static UnreadableRecord tooLong(String field, int length, int limit) {
    return new UnreadableRecord(
        RecordReason.FIELD_TOO_LONG,
        "The " + field + " has " + length + " characters, the limit is " + limit + ".");
  }
}
