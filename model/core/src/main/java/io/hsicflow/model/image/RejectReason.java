package io.hsicflow.model.image;

import java.util.Locale;

/**
 * Why an image was not let in. The names are codes: they travel in dead letters and name metrics,
 * so a released one never changes its name or meaning.
 */
public enum RejectReason {
  /** The record has no image bytes. */
  EMPTY,
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
  /**
   * Decoding took more processor time than the gate's time limit, or stood still; the one verdict
   * that a replay may not repeat.
   */
  DECODE_TIMEOUT;

  /** The code as it stands in dead letters and metrics, {@code too-many-pixels} for example. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
