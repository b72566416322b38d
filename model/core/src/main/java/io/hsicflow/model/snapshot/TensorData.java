package io.hsicflow.model.snapshot;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * One tensor as plain numbers: element type, shape and its elements, row-major and little-endian.
 *
 * @param type the element type
 * @param shape the sizes of the dimensions; empty for a scalar
 * @param bytes exactly the elements
 */
public record TensorData(ElementType type, int[] shape, byte[] bytes) {
  /** Checks that the bytes are those of the shape. */
  public TensorData {
    long expected = Math.multiplyExact(count(shape), type.bytes());
    if (bytes.length != expected) {
      throw new IllegalArgumentException(
          "A tensor of "
              + type
              + " "
              + Arrays.toString(shape)
              + " takes "
              + expected
              + " bytes, but "
              + bytes.length
              + " were given.");
    }
  }

  /** A tensor of single precision. */
  public static TensorData ofFloats(int[] shape, float... values) {
    ByteBuffer buffer = allocate(values.length, ElementType.F32);
    buffer.asFloatBuffer().put(values);
    return new TensorData(ElementType.F32, shape, buffer.array());
  }

  /** A tensor of double precision. */
  public static TensorData ofDoubles(int[] shape, double... values) {
    ByteBuffer buffer = allocate(values.length, ElementType.F64);
    buffer.asDoubleBuffer().put(values);
    return new TensorData(ElementType.F64, shape, buffer.array());
  }

  /** A tensor of 64-bit integers. */
  public static TensorData ofLongs(int[] shape, long... values) {
    ByteBuffer buffer = allocate(values.length, ElementType.I64);
    buffer.asLongBuffer().put(values);
    return new TensorData(ElementType.I64, shape, buffer.array());
  }

  /** How many elements there are. */
  public int size() {
    return bytes.length / type.bytes();
  }

  /** The elements as single precision; F64 is rounded, other types are converted. */
  public float[] toFloats() {
    float[] out = new float[size()];
    if (type == ElementType.F32) {
      littleEndian().asFloatBuffer().get(out);
      return out;
    }
    ByteBuffer in = littleEndian();
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) element(in, i);
    }
    return out;
  }

  /** The elements as double precision. */
  public double[] toDoubles() {
    double[] out = new double[size()];
    ByteBuffer in = littleEndian();
    for (int i = 0; i < out.length; i++) {
      out[i] = element(in, i);
    }
    return out;
  }

  /**
   * The elements of an integer tensor.
   *
   * @throws IllegalStateException for a tensor of floating point
   */
  public long[] toLongs() {
    if (type.isFloatingPoint()) {
      throw new IllegalStateException(
          "A tensor of " + type + " has no integers; read it with toDoubles().");
    }
    ByteBuffer in = littleEndian();
    long[] out = new long[size()];
    for (int i = 0; i < out.length; i++) {
      out[i] =
          switch (type) {
            case I64 -> in.getLong(i * 8);
            case I32 -> in.getInt(i * 4);
            default -> in.get(i) & 0xff;
          };
    }
    return out;
  }

  /** The elements of an integer tensor as int. */
  public int[] toInts() {
    return Arrays.stream(toLongs()).mapToInt(Math::toIntExact).toArray();
  }

  private double element(ByteBuffer in, int i) {
    return switch (type) {
      case F32 -> in.getFloat(i * 4);
      case F64 -> in.getDouble(i * 8);
      case F16 -> half(in.getShort(i * 2));
      case BF16 -> Float.intBitsToFloat(in.getShort(i * 2) << 16);
      case U8 -> in.get(i) & 0xff;
      case I32 -> in.getInt(i * 4);
      case I64 -> in.getLong(i * 8);
    };
  }

  /** IEEE 754 binary16: a sign, 5 bits of exponent of bias 15, 10 bits of fraction. */
  private static float half(short bits) {
    int exponent = bits >> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    float magnitude =
        switch (exponent) {
          case 0 -> fraction * 0x1p-24f;
          case 0x1f -> Float.intBitsToFloat(0xff << 23 | fraction << 13);
          default -> Float.intBitsToFloat(exponent + 112 << 23 | fraction << 13);
        };
    return bits < 0 ? -magnitude : magnitude;
  }

  private ByteBuffer littleEndian() {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  static long count(int[] shape) {
    long count = 1;
    for (int size : shape) {
      if (size < 0) {
        throw new IllegalArgumentException("A dimension cannot be " + size + ".");
      }
      count = Math.multiplyExact(count, size);
    }
    return count;
  }

  private static ByteBuffer allocate(int elements, ElementType type) {
    return ByteBuffer.allocate(Math.multiplyExact(elements, type.bytes()))
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TensorData that
        && type == that.type
        && Arrays.equals(shape, that.shape)
        && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(shape) + Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return type + Arrays.toString(shape);
  }
}
