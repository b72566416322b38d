package io.hsicflow.model.image;

/**
 * Counts the pixels that the codes of a GIF's frame stand for (variable-length LZW, GIF89a appendix
 * F) without unpacking them: of every code only the length of its string is kept.
 */
final class GifCodes {
  private static final int MOST_ROOT_BITS = 8;
  private static final int MOST_BITS = 12;
  private static final int NONE = -1;

  private final FileBytes in;
  private final int rootBits;
  private int blockLeft;
  private boolean ended;
  private int bits;
  private int bitCount;

  /**
   * @param in at the first block of codes; left behind the last one
   */
  GifCodes(FileBytes in, int rootBits) throws ImageRejectedException {
    if (rootBits < 1 || rootBits > MOST_ROOT_BITS) {
      throw FileBytes.damaged(
          "The GIF's codes begin with " + rootBits + " bits a pixel; 1 to 8 there may be.");
    }
    this.in = in;
    this.rootBits = rootBits;
  }

  /** Reads all codes. */
  long pixels() throws ImageRejectedException {
    int clear = 1 << rootBits;
    int[] lengths = new int[1 << MOST_BITS];
    long pixels = 0;
    int next = clear + 2;
    int codeBits = rootBits + 1;
    int last = NONE;
    for (int code = code(codeBits); code != NONE && code != clear + 1; code = code(codeBits)) {
      if (code == clear) {
        next = clear + 2;
        codeBits = rootBits + 1;
        last = NONE;
        continue;
      }
      if (code >= next && (code > next || last == NONE)) {
        throw FileBytes.damaged(
            "The GIF has the code " + code + " where " + next + " is the highest.");
      }
      if (last != NONE && next < lengths.length) {
        lengths[next++] = length(lengths, last, clear) + 1;
        if (next == 1 << codeBits && codeBits < MOST_BITS) {
          codeBits++;
        }
      }
      pixels += length(lengths, code, clear);
      last = code;
    }
    skipRest();
    return pixels;
  }

  private static int length(int[] lengths, int code, int clear) {
    return code < clear ? 1 : lengths[code];
  }

  /** The next code, lowest bit first, or NONE behind the last block. */
  private int code(int codeBits) throws ImageRejectedException {
    while (bitCount < codeBits) {
      if (blockLeft == 0) {
        blockLeft = ended ? 0 : in.u8();
        ended = blockLeft == 0;
      }
      if (ended) {
        return NONE;
      }
      bits |= in.u8() << bitCount;
      bitCount += Byte.SIZE;
      blockLeft--;
    }
    int code = bits & (1 << codeBits) - 1;
    bits >>>= codeBits;
    bitCount -= codeBits;
    return code;
  }

  private void skipRest() throws ImageRejectedException {
    while (!ended) {
      in.skip(blockLeft);
      blockLeft = in.u8();
      ended = blockLeft == 0;
    }
  }
}
