package io.hsicflow.model.image;

/** A cursor over the bytes of an image file that refuses to read beyond their end. */
final class FileBytes {
  private final byte[] bytes;
  private int at;

  FileBytes(byte[] bytes, int at) {
    this.bytes = bytes;
    this.at = at;
  }

  int at() {
    return at;
  }

  int remaining() {
    return bytes.length - at;
  }

  /** Whether there is a next byte and it has that value; stays where it is. */
  boolean isNext(int value) {
    return at < bytes.length && bytes[at] == (byte) value;
  }

  int u8() throws ImageRejectedException {
    need(1);
    return bytes[at++] & 0xFF;
  }

  /** Big-endian. */
  int u16() throws ImageRejectedException {
    return u8() << 8 | u8();
  }

  /** Big-endian, 0 to 2^32 - 1. */
  long u32() throws ImageRejectedException {
    return (long) u16() << 16 | u16();
  }

  int u16LittleEndian() throws ImageRejectedException {
    return u8() | u8() << 8;
  }

  int i32LittleEndian() throws ImageRejectedException {
    return u16LittleEndian() | u16LittleEndian() << 16;
  }

  void skip(long count) throws ImageRejectedException {
    need(count);
    at += (int) count;
  }

  /** Goes behind the next byte of that value, however far it is. */
  void passNext(int value) throws ImageRejectedException {
    int next = at;
    while (next < bytes.length && bytes[next] != (byte) value) {
      next++;
    }
    at = next;
    skip(1);
  }

  private void need(long count) throws ImageRejectedException {
    if (count > bytes.length - at) {
      throw damaged(
          "The file is cut short: it needs "
              + count
              + " more bytes at byte "
              + at
              + " of "
              + bytes.length
              + ".");
    }
  }

  static ImageRejectedException damaged(String sentence) {
    return new ImageRejectedException(RejectReason.DAMAGED, sentence);
  }

  static ImageRejectedException unsupported(String sentence) {
    return new ImageRejectedException(RejectReason.UNSUPPORTED_VARIANT, sentence);
  }
}
