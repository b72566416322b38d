package io.hsicflow.model.image;

/**
 * Why an image was not let in. The names are codes: they travel in dead letters and name metrics,
 * so a released one never changes its name or meaning.
 */
public enum RejectReason {
  /** The record has no image bytes. */
  EMPTY,
  /** The record itself cannot be read (not Avro, a missing field, a null value). */
  BAD_RECORD,
  /** More bytes than the limit. */
  TOO_MANY_BYTES,
  /** Not the beginning of any image file that is known. */
  UNKNOWN_FORMAT,
  /** A known format that the settings do not allow. */
  FORMAT_NOT_ALLOWED,
  /**
   * An allowed format in a variant that is not decoded (arithmetic or lossless JPEG, 12 bits, a
   * file inside a BMP).
   */
  UNSUPPORTED_VARIANT,
  /** More pixels, or a longer side, than the limit. */
  TOO_MANY_PIXELS,
  /** A JPEG with more scans than the limit. */
  TOO_MANY_SCANS,
  /** The file is cut short or contradicts itself. */
  DAMAGED,
  /** The record declares another width or height than the file has. */
  DECLARED_SIZE_DIFFERS,
  /**
   * Decoding took longer than the gate's time limit; the one verdict that a replay may not repeat.
   */
  DECODE_TIMEOUT;

  /** The code as it stands in records and metrics. */
  public String code() {
    return name();
  }
}
