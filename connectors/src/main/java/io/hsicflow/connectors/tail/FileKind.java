package io.hsicflow.connectors.tail;

import java.util.Arrays;
import java.util.HexFormat;

/** What a file is by its first bytes, for printing; the gate decides by decoding. */
final class FileKind {
  private FileKind() {}

  /** {@code JPEG}, {@code PNG 32 x 32} and so on, or the first bytes of what is none of them. */
  static String of(byte[] file) {
    if (begins(file, 0xFF, 0xD8, 0xFF)) {
      return "JPEG";
    } else if (begins(file, 0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A)) {
      return file.length < 24 ? "PNG" : "PNG " + number(file, 16) + " x " + number(file, 20);
    } else if (begins(file, 'G', 'I', 'F', '8')) {
      return "GIF";
    } else if (begins(file, 'B', 'M')) {
      return "BMP";
    } else if (begins(file, 'R', 'I', 'F', 'F')) {
      return "WebP";
    } else if (begins(file, 'I', 'I', 42, 0) || begins(file, 'M', 'M', 0, 42)) {
      return "TIFF";
    }
    return "unknown bytes "
        + HexFormat.of().formatHex(Arrays.copyOf(file, Math.min(8, file.length)));
  }

  private static boolean begins(byte[] file, int... start) {
    if (file.length < start.length) {
      return false;
    }
    for (int i = 0; i < start.length; i++) {
      if ((file[i] & 0xff) != start[i]) {
        return false;
      }
    }
    return true;
  }

  private static long number(byte[] file, int at) {
    return (file[at] & 0xffL) << 24
        | (file[at + 1] & 0xff) << 16
        | (file[at + 2] & 0xff) << 8
        | file[at + 3] & 0xff;
  }
}
