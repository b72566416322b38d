package io.hsicflow.model.backend;

import java.util.Locale;

/** The type in which a backend computes: float for training, double for checking. */
public enum Precision {
  /** IEEE single precision, 4 bytes a number. */
  FLOAT32(4),
  /**
   * Activations and the factors of products in bfloat16; sums, parameters and all that is kept in
   * IEEE single precision, 4 bytes a number.
   */
  BFLOAT16(4),
  /** IEEE double precision, 8 bytes a number. */
  FLOAT64(8);

  private final int bytes;

  Precision(int bytes) {
    this.bytes = bytes;
  }

  /** The name in settings, in lower case. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Bytes of one number of a row-major tensor, as it is kept and copied. */
  public int bytes() {
    return bytes;
  }
}
