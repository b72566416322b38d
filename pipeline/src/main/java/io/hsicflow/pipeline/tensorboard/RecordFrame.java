package io.hsicflow.pipeline.tensorboard;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * TFRecord's frame, all numbers little-endian:
 *
 * <pre>
 * uint64  length of the data
 * uint32  masked CRC-32C of those eight bytes
 * byte[]  data
 * uint32  masked CRC-32C of the data
 * </pre>
 */
final class RecordFrame {
  private static final int HEADER = Long.BYTES + Integer.BYTES;
  private static final int FOOTER = Integer.BYTES;

  /** So that the checksum of data that hold a checksum is not that of a part of them. */
  private static final int MASK_DELTA = 0xa282ead8;

  private static final int MASK_ROTATION = 15;

  private RecordFrame() {}

  /** A whole record. */
  static byte[] of(byte[] data) {
    ByteBuffer record =
        ByteBuffer.allocate(HEADER + data.length + FOOTER).order(ByteOrder.LITTLE_ENDIAN);
    record.putLong(data.length);
    record.putInt(maskedChecksum(record.array(), 0, Long.BYTES));
    record.put(data);
    record.putInt(maskedChecksum(data, 0, data.length));
    return record.array();
  }

  /** The CRC-32C of some bytes, rotated right by 15 bits, plus a constant. */
  static int maskedChecksum(byte[] bytes, int from, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, from, length);
    return Integer.rotateRight((int) checksum.getValue(), MASK_ROTATION) + MASK_DELTA;
  }
}
