package io.hsicflow.model.image;

/**
 * Reads a GIF up to the end of its first frame: that frame's size, that all of its blocks are
 * there, and that their codes stand for as many pixels as it has.
 */
final class GifBlocks {
  private static final int SIGNATURE = 6;
  private static final int EXTENSION = 0x21;
  private static final int FRAME = 0x2C;

  private GifBlocks() {}

  static ImageHeader read(byte[] file) throws ImageRejectedException {
    FileBytes in = new FileBytes(file, SIGNATURE);
    in.skip(4);
    int flags = in.u8();
    in.skip(2);
    skipPalette(in, flags);
    int block = in.u8();
    while (block == EXTENSION) {
      in.skip(1);
      skipSubBlocks(in);
      block = in.u8();
    }
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

  private static void skipPalette(FileBytes in, int flags) throws ImageRejectedException {
    if ((flags & 0x80) != 0) {
      in.skip(3L << (flags & 7) + 1);
    }
  }

  private static void skipSubBlocks(FileBytes in) throws ImageRejectedException {
    for (int length = in.u8(); length > 0; length = in.u8()) {
      in.skip(length);
    }
  }
}
