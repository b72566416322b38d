package io.hsicflow.model.image;

import java.nio.ByteOrder;
import javax.imageio.stream.ImageInputStreamImpl;

/** A file in memory as the JDK's decoders read it: no cache, no copy, used again for every file. */
final class ByteArrayImageStream extends ImageInputStreamImpl {
  private byte[] file = new byte[0];

  /** Goes to the start of another file. */
  void open(byte[] next) {
    file = next;
    streamPos = 0;
    flushedPos = 0;
    bitOffset = 0;
    // The readers of BMP and GIF leave it little-endian, that of PNG expects it as it is at first.
    byteOrder = ByteOrder.BIG_ENDIAN;
  }

  @Override
  public int read() {
    bitOffset = 0;
    return streamPos < file.length ? file[(int) streamPos++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    bitOffset = 0;
    if (length == 0) {
      return 0;
    }
    int count = (int) Math.min(length, file.length - streamPos);
    if (count <= 0) {
      return -1;
    }
    System.arraycopy(file, (int) streamPos, target, offset, count);
    streamPos += count;
    return count;
  }

  @Override
  public long length() {
    return file.length;
  }
}
