package io.hsicflow.schemas.message;

import java.nio.ByteBuffer;

/**
 * How Confluent's serializers frame a value: a zero byte, the schema's id as four bytes,
 * big-endian, then the Avro body.
 */
public final class RegistryFrame {
  /** Bytes before the body. */
  public static final int HEADER_BYTES = 5;

  private static final byte MAGIC = 0;

  private RegistryFrame() {}

  /** Whether {@code bytes} begin as a framed value. */
  public static boolean isFramed(byte[] bytes) {
    return bytes != null && bytes.length >= HEADER_BYTES && bytes[0] == MAGIC;
  }

  /** The schema's id in framed {@code bytes}. */
  public static int id(byte[] bytes) {
    return ByteBuffer.wrap(bytes).getInt(1);
  }

  /** The first bytes of a value whose schema has that id. */
  static byte[] header(int id) {
    return ByteBuffer.allocate(HEADER_BYTES).put(MAGIC).putInt(id).array();
  }
}
