package io.hsicflow.connectors.dataset;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Raw 8-bit pixels as a PNG file (ISO/IEC 15948), losslessly. */
public final class PngFile {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  private static final int GRAY = 0;
  private static final int RGB = 2;

  private PngFile() {}

  /** A picture of {@code width * height} gray bytes, row by row. */
  public static byte[] ofGray(byte[] pixels, int width, int height) {
    return encode(pixels, width, height, 1);
  }

  /** A picture of {@code width * height * 3} bytes, row by row, red green blue. */
  public static byte[] ofRgb(byte[] pixels, int width, int height) {
    return encode(pixels, width, height, 3);
  }

  private static byte[] encode(byte[] pixels, int width, int height, int channels) {
    if (width < 1 || height < 1 || (long) width * height * channels != pixels.length) {
      throw new IllegalArgumentException(
          "A picture of "
              + width
              + " x "
              + height
              + " x "
              + channels
              + " does not have "
              + pixels.length
              + " bytes.");
    }
    int row = width * channels;
    byte[] rows = new byte[height * (row + 1)];
    for (int y = 0; y < height; y++) {
      // The first byte of a row names its filter: 0, none.
      System.arraycopy(pixels, y * row, rows, y * (row + 1) + 1, row);
    }
    ByteBuffer header = ByteBuffer.allocate(13);
    header.putInt(width).putInt(height).put((byte) 8).put((byte) (channels == 1 ? GRAY : RGB));
    ByteArrayOutputStream png = new ByteArrayOutputStream(rows.length / 2 + 64);
    png.writeBytes(SIGNATURE);
    chunk(png, "IHDR", header.array());
    chunk(png, "IDAT", deflate(rows));
    chunk(png, "IEND", new byte[0]);
    return png.toByteArray();
  }

  private static byte[] deflate(byte[] rows) {
    Deflater deflater = new Deflater();
    try {
      deflater.setInput(rows);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream(rows.length / 2 + 64);
      byte[] buffer = new byte[8192];
      while (!deflater.finished()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
      return out.toByteArray();
    } finally {
      deflater.end();
    }
  }

  private static void chunk(ByteArrayOutputStream png, String type, byte[] data) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(data);
    png.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
    png.writeBytes(name);
    png.writeBytes(data);
    png.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }
}
