package io.hsicflow.pipeline.tensorboard;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A protobuf message while it is written, field by field, in protobuf's wire format: before each
 * value a varint of {@code number << 3 | type}.
 */
final class ProtoMessage {
  private static final int VARINT = 0;
  private static final int FIXED_64 = 1;
  private static final int LENGTH_DELIMITED = 2;
  private static final int FIXED_32 = 5;

  private static final int SEVEN_BITS = 0x7f;
  private static final int MORE = 0x80;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** A field of type {@code int32}, {@code int64} or an enum; negative ones take ten bytes. */
  ProtoMessage integer(int number, long value) {
    tag(number, VARINT);
    varint(value);
    return this;
  }

  /** A field of type {@code double}. */
  ProtoMessage real64(int number, double value) {
    tag(number, FIXED_64);
    littleEndian(Double.doubleToRawLongBits(value), Double.BYTES);
    return this;
  }

  /** A field of type {@code float}. */
  ProtoMessage real32(int number, float value) {
    tag(number, FIXED_32);
    littleEndian(Float.floatToRawIntBits(value), Float.BYTES);
    return this;
  }

  /** A field of type {@code string}. */
  ProtoMessage text(int number, String value) {
    return bytes(number, value.getBytes(StandardCharsets.UTF_8));
  }

  /** A field that is a message itself. */
  ProtoMessage message(int number, ProtoMessage value) {
    return bytes(number, value.toBytes());
  }

  /** A field of type {@code bytes}. */
  ProtoMessage bytes(int number, byte[] value) {
    tag(number, LENGTH_DELIMITED);
    varint(value.length);
    out.writeBytes(value);
    return this;
  }

  byte[] toBytes() {
    return out.toByteArray();
  }

  private void tag(int number, int type) {
    varint((long) number << 3 | type);
  }

  /** Seven bits a byte, the lowest first; the eighth says that more follow. */
  private void varint(long value) {
    long left = value;
    while ((left & ~SEVEN_BITS) != 0) {
      out.write((int) (left & SEVEN_BITS) | MORE);
      left >>>= 7;
    }
    out.write((int) left);
  }

  private void littleEndian(long bits, int bytes) {
    for (int i = 0; i < bytes; i++) {
      out.write((int) (bits >>> 8 * i));
    }
  }
}
