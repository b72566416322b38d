package io.hsicflow.pipeline.demo;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes grey pictures of 8 bits as PNG (ISO/IEC 15948): one IHDR, one IDAT, one IEND. A few times
 * faster than ImageIO on small pictures, so that the demo's camera takes little of the trainer's
 * processor. Not thread-safe.
 */
final class GreyPng {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  private final int width;
  private final int height;
  private final Deflater deflater = new Deflater(Deflater.BEST_SPEED);
  private final byte[] rows;
  private final byte[] packed;

  GreyPng(int width, int height) {
    this.width = width;
    this.height = height;
    this.rows = new byte[height * (width + 1)];
    // Deflate adds at most 5 bytes per block of 16 KB, and a header and a checksum.
    this.packed = new byte[rows.length + rows.length / 1000 + 64];
  }

  /** The file of a picture, pixels row by row. */
  byte[] encode(byte[] pixels) {
    for (int y = 0; y < height; y++) {
      // Each row starts with its filter; 0 is none.
      System.arraycopy(pixels, y * width, rows, y * (width + 1) + 1, width);
    }
    deflater.reset();
    deflater.setInput(rows);
    deflater.finish();
    int length = deflater.deflate(packed);
    if (!deflater.finished()) {
      throw new IllegalStateException(
          "The packed picture did not fit " + packed.length + " bytes.");
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream(length + 64);
    file.writeBytes(SIGNATURE);
    byte depth = 8;
    byte grey = 0;
    byte[] header =
        ByteBuffer.allocate(13)
            .putInt(width)
            .putInt(height)
            .put(depth)
            .put(grey)
            .put(new byte[3])
            .array();
    chunk(file, "IHDR", header, header.length);
    chunk(file, "IDAT", packed, length);
    chunk(file, "IEND", packed, 0);
    return file.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream file, String type, byte[] data, int length) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 checksum = new CRC32();
    checksum.update(name);
    checksum.update(data, 0, length);
    file.writeBytes(ByteBuffer.allocate(4).putInt(length).array());
    file.writeBytes(name);
    file.write(data, 0, length);
    file.writeBytes(ByteBuffer.allocate(4).putInt((int) checksum.getValue()).array());
  }
}
