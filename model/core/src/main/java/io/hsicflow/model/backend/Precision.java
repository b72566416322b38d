package io.hsicflow.model.backend;

import java.util.Locale;

/** The type in which a backend computes: float or mixed for training, double for checking. */
public enum Precision {
  /** IEEE single precision, 4 bytes a number. */
  FLOAT32(4),
  /**
   * Activations, and copies of weights where they meet in a convolution, in bfloat16; sums,
   * statistics, parameters and all that is kept in IEEE single precision, 4 bytes a number.
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
