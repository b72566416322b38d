package io.hsicflow.model.image;

/**
 * Reads a GIF up to the end of its first frame: that frame's size, that all of its blocks are
 * there, and that their codes stand for as many pixels as it has. Comments, texts and what
 * applications left never reach the decoder: some versions of it copy all that they have at every
 * block of one byte.
 */
final class GifBlocks {
  private static final int SIGNATURE = 6;
  private static final int EXTENSION = 0x21;
  private static final int FRAME = 0x2C;

  /** The label of the extension that says which colour is transparent. */
  private static final int CONTROL = 0xF9;

  private static final int CONTROL_BYTES = 8;
  private static final int NONE = -1;

  private GifBlocks() {}

  static ImageHeader read(byte[] file) throws ImageRejectedException {
    FileBytes in = behindScreen(file);
    passExtensions(in);
    int block = in.u8();
    if (block != FRAME) {
      throw FileBytes.damaged(
          "The GIF has no frame: block " + block + " at byte " + (in.at() - 1) + ".");
    }
    in.skip(4);
    int width = in.u16LittleEndian();
    int height = in.u16LittleEndian();
    if (width == 0 || height == 0) {
      throw FileBytes.damaged("The GIF's first frame is " + width + " by " + height + " pixels.");
    }
    skipPalette(in, in.u8());
    int codeBits = in.u8();
    long pixels = (long) width * height;
    long coded = new GifCodes(in, codeBits).pixels();
    if (coded < pixels) {
      throw FileBytes.damaged(
          "The GIF's first frame of "
              + width
              + " by "
              + height
              + " pixels has codes for "
              + coded
              + ".");
    }
    return new ImageHeader(ImageFormat.GIF, width, height, 1, 1);
  }

  /**
   * The file with no extension in front of its first frame but the last graphic control: the same
   * array where there is nothing else.
   *
   * @param file one that {@link #read} let pass
   */
  static byte[] pixelsOnly(byte[] file) throws ImageRejectedException {
    FileBytes in = behindScreen(file);
    int start = in.at();
    int control = passExtensions(in);
    int frame = in.at();
    int kept = control == NONE ? 0 : CONTROL_BYTES;
    if (frame - start == kept) {
      return file;
    }
    byte[] out = new byte[file.length - (frame - start - kept)];
    System.arraycopy(file, 0, out, 0, start);
    if (control != NONE) {
      System.arraycopy(file, control, out, start, kept);
    }
    System.arraycopy(file, frame, out, start + kept, file.length - frame);
    return out;
  }

  private static FileBytes behindScreen(byte[] file) throws ImageRejectedException {
    FileBytes in = new FileBytes(file, SIGNATURE);
    in.skip(4);
    int flags = in.u8();
    in.skip(2);
    skipPalette(in, flags);
    return in;
  }

  /** Goes behind the extensions; where the last graphic control stands, or NONE. */
  private static int passExtensions(FileBytes in) throws ImageRejectedException {
    int control = NONE;
    while (in.isNext(EXTENSION)) {
      int from = in.at();
      in.skip(1);
      boolean isControl = in.u8() == CONTROL;
      int length = skipSubBlocks(in);
      if (isControl) {
        control = from;
        // The decoder takes every one for as long as it should be and reads on from there.
        if (in.at() - from != CONTROL_BYTES || length != 4) {
          throw FileBytes.damaged(
              "The GIF's graphic control at byte " + from + " is not one block of 4 bytes.");
        }
      }
    }
    return control;
  }

  private static void skipPalette(FileBytes in, int flags) throws ImageRejectedException {
    if ((flags & 0x80) != 0) {
      in.skip(3L << (flags & 7) + 1);
    }
  }

  /** Goes behind the sub-blocks; the length of the longest one. */
  private static int skipSubBlocks(FileBytes in) throws ImageRejectedException {
    int longest = 0;
    for (int length = in.u8(); length > 0; length = in.u8()) {
      in.skip(length);
      longest = Math.max(longest, length);
    }
    return longest;
  }
}
