package io.hsicflow.model.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads a BMP's header: its size, and that neither its palette nor its pixels claim more than the
 * file has.
 */
final class BmpHeader {
  private static final int CORE_HEADER = 12;
  private static final int INFO_HEADER = 40;
  private static final int V5_HEADER = 124;
  private static final int FILE_HEADER = 14;
  private static final int UNCOMPRESSED = 0;
  private static final int RLE8 = 1;
  private static final int RLE4 = 2;
  private static final int BITFIELDS = 3;
  private static final int LINKED_PROFILE = 0x4C494E4B;
  private static final int EMBEDDED_PROFILE = 0x4D424544;
  private static final int SRGB = 0x73524742;
  private static final int COLOUR_SPACE = FILE_HEADER + 56;

  private BmpHeader() {}

  static ImageHeader read(byte[] file) throws ImageRejectedException {
    FileBytes in = new FileBytes(file, 10);
    long pixels = in.i32LittleEndian() & 0xFFFFFFFFL;
    int headerBytes = in.i32LittleEndian();
    boolean core = headerBytes == CORE_HEADER;
    if (!core && (headerBytes < INFO_HEADER || headerBytes > V5_HEADER)) {
      throw FileBytes.unsupported(
          "The BMP has a header of " + headerBytes + " bytes; 12 and 40 to 124 are known.");
    }
    int width = core ? in.u16LittleEndian() : in.i32LittleEndian();
    int height = core ? in.u16LittleEndian() : in.i32LittleEndian();
    in.skip(2);
    int bits = in.u16LittleEndian();
    int compression = UNCOMPRESSED;
    if (!core) {
      compression = in.i32LittleEndian();
      checkPackedBytes(file, pixels, compression, in.i32LittleEndian() & 0xFFFFFFFFL);
      in.skip(8);
      checkPalette(in.i32LittleEndian() & 0xFFFFFFFFL, bits);
      checkVariant(file, headerBytes, compression);
    }
    if (width < 1 || height == 0 || height == Integer.MIN_VALUE) {
      throw FileBytes.damaged("The BMP is " + width + " by " + height + " pixels.");
    }
    int rows = Math.abs(height);
    long rowBytes = ((long) width * bits + 31) / 32 * 4;
    boolean plain = compression == UNCOMPRESSED || compression == BITFIELDS;
    if (pixels > file.length || plain && rowBytes > (file.length - pixels) / rows) {
      throw FileBytes.damaged(
          "The BMP is cut short: "
              + rows
              + " rows of "
              + rowBytes
              + " bytes at byte "
              + pixels
              + " do not fit into "
              + file.length
              + ".");
    }
    return new ImageHeader(ImageFormat.BMP, width, rows, 1, 1);
  }

  private static void checkPalette(long colours, int bits) throws ImageRejectedException {
    if (bits <= 8 && colours > 1L << bits || colours > 1 << 16) {
      throw FileBytes.damaged(
          "The BMP claims a palette of " + colours + " colours for " + bits + " bits.");
    }
  }

  /** The decoder takes memory for what a file of runs says of its own length. */
  private static void checkPackedBytes(byte[] file, long pixels, int compression, long told)
      throws ImageRejectedException {
    if (compression != RLE8 && compression != RLE4) {
      return;
    }
    long fileBytes = new FileBytes(file, 2).i32LittleEndian() & 0xFFFFFFFFL;
    long packed = told == 0 ? fileBytes - pixels : told;
    if (packed < 0 || packed > file.length - pixels) {
      throw FileBytes.damaged(
          "The BMP claims "
              + packed
              + " bytes of runs at byte "
              + pixels
              + " of "
              + file.length
              + ".");
    }
  }

  /**
   * The file with an embedded profile denied, which is not followed and may be broken; the same
   * array where there is none.
   *
   * @param file one that {@link #read} let pass
   */
  static byte[] withoutProfile(byte[] file) throws ImageRejectedException {
    boolean embedded =
        new FileBytes(file, FILE_HEADER).i32LittleEndian() == V5_HEADER
            && new FileBytes(file, COLOUR_SPACE).i32LittleEndian() == EMBEDDED_PROFILE;
    if (!embedded) {
      return file;
    }
    byte[] out = file.clone();
    ByteBuffer.wrap(out).order(ByteOrder.LITTLE_ENDIAN).putInt(COLOUR_SPACE, SRGB);
    return out;
  }

  /**
   * A JPEG or PNG inside would pass by the limits, a linked profile would name a file of this
   * machine.
   */
  private static void checkVariant(byte[] file, int headerBytes, int compression)
      throws ImageRejectedException {
    if (compression < UNCOMPRESSED || compression > BITFIELDS) {
      throw FileBytes.unsupported(
          "The BMP is compressed by method " + compression + "; 0 to 3 are decoded.");
    }
    if (headerBytes == V5_HEADER) {
      FileBytes profile = new FileBytes(file, COLOUR_SPACE);
      if (profile.i32LittleEndian() == LINKED_PROFILE) {
        throw FileBytes.unsupported("The BMP refers to a colour profile in another file.");
      }
    }
  }
}
