package io.hsicflow.model.snapshot;

/** The element types of safetensors that hsicflow reads and writes, by their names in the file. */
public enum ElementType {
  /** IEEE single precision. */
  F32(4),
  /** IEEE double precision. */
  F64(8),
  /** IEEE half precision. */
  F16(2),
  /** The upper half of IEEE single precision. */
  BF16(2),
  /** Unsigned bytes. */
  U8(1),
  /** Signed 32-bit integers. */
  I32(4),
  /** Signed 64-bit integers. */
  I64(8);

  private final int bytes;

  ElementType(int bytes) {
    this.bytes = bytes;
  }

  /** Whether its elements have a point. */
  public boolean isFloatingPoint() {
    return switch (this) {
      case F32, F64, F16, BF16 -> true;
      case U8, I32, I64 -> false;
    };
  }

  /** Bytes of one element. */
  public int bytes() {
    return bytes;
  }
}
