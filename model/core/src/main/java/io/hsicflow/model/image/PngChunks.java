package io.hsicflow.model.image;

import java.util.zip.CRC32;

/**
 * Reads a PNG's own account of itself: every chunk's length and checksum, one header first, EXIF's
 * orientation, an end. The pixels stay packed. What the pixels do not need (texts, profiles,
 * further frames) never reaches the decoder, which would parse some of it and unpack some of that.
 */
final class PngChunks {
  private static final int SIGNATURE = 8;
  private static final int DEPTH = 24;
  private static final int GRAY = 0;
  private static final int IHDR = 0x49484452;
  private static final int IDAT = 0x49444154;
  private static final int PALETTE = 0x504C5445;
  private static final int TRANSPARENCY = 0x74524E53;
  private static final int EXIF = 0x65584966;
  private static final int IEND = 0x49454E44;

  /** Set in the type of a chunk that may be passed over. */
  private static final int ANCILLARY = 0x20000000;

  private PngChunks() {}

  static ImageHeader read(byte[] file) throws ImageRejectedException {
    FileBytes in = new FileBytes(file, SIGNATURE);
    int width = 0;
    int height = 0;
    int orientation = 1;
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
      if ((type == IHDR) != (width == 0)) {
        throw FileBytes.damaged("The PNG does not have exactly one header, in front.");
      }
      if (type == IHDR) {
        if (length != 13) {
          throw FileBytes.damaged("The PNG's header has " + length + " bytes instead of 13.");
        }
        width = side(in.u32());
        height = side(in.u32());
        length -= 8;
      } else if (type == EXIF) {
        orientation = ExifOrientation.read(file, in.at(), (int) length);
      } else if ((type & ANCILLARY) == 0 && !isOfThePixels(type)) {
        throw FileBytes.unsupported(
            "The PNG's chunk at byte "
                + from
                + " is of the kind "
                + name(type)
                + ", which is not known and may not be passed over.");
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
    return new ImageHeader(ImageFormat.PNG, width, height, 1, orientation);
  }

  /**
   * The file without anything that its pixels do not need: the same array where there is nothing
   * else.
   *
   * @param file one that {@link #read} let pass
   */
  static byte[] pixelsOnly(byte[] file) throws ImageRejectedException {
    byte[] out = null;
    int end = SIGNATURE;
    FileBytes in = new FileBytes(file, SIGNATURE);
    int type = 0;
    while (type != IEND) {
      int from = in.at();
      long length = in.u32();
      type = (int) in.u32();
      in.skip(length + Integer.BYTES);
      boolean kept = isOfThePixels(type);
      if (!kept && out == null) {
        out = new byte[file.length];
        System.arraycopy(file, 0, out, 0, end);
      }
      if (kept) {
        if (out != null) {
          System.arraycopy(file, from, out, end, in.at() - from);
        }
        end += in.at() - from;
      }
    }
    return out == null ? file : out;
  }

  private static boolean isOfThePixels(int type) {
    return type == IHDR || type == PALETTE || type == TRANSPARENCY || type == IDAT || type == IEND;
  }

  /** A chunk's type as text; what is no letter as a question mark. */
  private static String name(int type) {
    StringBuilder name = new StringBuilder();
    for (int shift = 24; shift >= 0; shift -= 8) {
      char c = (char) (type >> shift & 0xFF);
      name.append(c < 0x80 && Character.isLetter(c) ? c : '?');
    }
    return name.toString();
  }

  /**
   * The level, 0 to 255, that is transparent in a gray PNG of less than 8 bits a sample, or {@link
   * ColourModelRows#NONE_HIDDEN}. There the JDK's reader compares the stored number with levels
   * that it has spread over 0 to 255 already, and hides nothing.
   *
   * @param file one that {@link #read} let pass
   */
  static int hiddenLevel(byte[] file) throws ImageRejectedException {
    int depth = file[DEPTH];
    if (file[DEPTH + 1] != GRAY || depth >= Byte.SIZE) {
      return ColourModelRows.NONE_HIDDEN;
    }
    int full = (1 << depth) - 1;
    FileBytes in = new FileBytes(file, SIGNATURE);
    while (true) {
      long length = in.u32();
      int type = (int) in.u32();
      if (type == TRANSPARENCY && length >= 2) {
        return (in.u16() & full) * (255 / full);
      }
      if (type == IDAT) {
        return ColourModelRows.NONE_HIDDEN;
      }
      in.skip(length + Integer.BYTES);
    }
  }

  private static int side(long value) throws ImageRejectedException {
    if (value < 1 || value > Integer.MAX_VALUE) {
      throw FileBytes.damaged("The PNG gives a side of " + value + " pixels.");
    }
    return (int) value;
  }
}
