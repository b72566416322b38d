package io.hsicflow.model.image;

import java.util.zip.CRC32;

/**
 * Reads a PNG's own account of itself: every chunk's length and checksum, one header first, an end.
 * The pixels stay packed.
 */
final class PngChunks {
  private static final int SIGNATURE = 8;
  private static final int IHDR = 0x49484452;
  private static final int IDAT = 0x49444154;
  private static final int IEND = 0x49454E44;

  private PngChunks() {}

  static ImageHeader read(byte[] file) throws ImageRejectedException {
    FileBytes in = new FileBytes(file, SIGNATURE);
    ImageHeader header = null;
    boolean pixels = false;
    CRC32 crc = new CRC32();
    while (true) {
      long length = in.u32();
      int from = in.at();
      int type = (int) in.u32();
      if (length > in.remaining() - 4L) {
        throw FileBytes.damaged(
            "The PNG is cut short: a chunk at byte "
                + from
                + " claims "
                + length
                + " bytes, "
                + in.remaining()
                + " are left.");
      }
      if ((type == IHDR) != (header == null)) {
        throw FileBytes.damaged("The PNG does not have exactly one header, in front.");
      }
      if (type == IHDR) {
        if (length != 13) {
          throw FileBytes.damaged("The PNG's header has " + length + " bytes instead of 13.");
        }
        header = new ImageHeader(ImageFormat.PNG, side(in.u32()), side(in.u32()), 1, 1);
        length -= 8;
      }
      pixels |= type == IDAT;
      in.skip(length);
      crc.reset();
      crc.update(file, from, in.at() - from);
      if (crc.getValue() != in.u32()) {
        throw FileBytes.damaged(
            "The PNG's chunk at byte " + from + " does not match its checksum.");
      }
      if (type == IEND) {
        break;
      }
    }
    if (!pixels) {
      throw FileBytes.damaged("The PNG has no pixels.");
    }
    return header;
  }

  private static int side(long value) throws ImageRejectedException {
    if (value < 1 || value > Integer.MAX_VALUE) {
      throw FileBytes.damaged("The PNG gives a side of " + value + " pixels.");
    }
    return (int) value;
  }
}
