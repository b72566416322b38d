package io.hsicflow.model.backend;

/**
 * The type in which a backend keeps and computes its numbers: float for training, double for
 * checking.
 */
public enum Precision {
  /** IEEE single precision, 4 bytes a number. */
  FLOAT32(4),
  /** IEEE double precision, 8 bytes a number. */
  FLOAT64(8);

  private final int bytes;

  Precision(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes of one number. */
  public int bytes() {
    return bytes;
  }
}
