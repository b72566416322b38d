package io.hsicflow.schemas.record;

import static java.util.Objects.requireNonNull;

/**
 * What the gate made of one record: exactly one of the two is not null. Make it with the factories;
 * the constructor does not check, because Flink's serializer makes empty instances through it.
 */
public record GateResult(SourceImage accepted, RejectedRecord rejected) {

  /** A record that was let in as this image. */
  public static GateResult accept(SourceImage image) {
    return new GateResult(requireNonNull(image, "image"), null);
  }

  /** A record that goes to the dead letters. */
  public static GateResult reject(RejectedRecord record) {
    return new GateResult(null, requireNonNull(record, "record"));
  }

  /** Whether the record was let in. */
  public boolean isAccepted() {
    return accepted != null;
  }
}
