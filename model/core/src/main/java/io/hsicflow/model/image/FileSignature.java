package io.hsicflow.model.image;

import java.util.Arrays;
import java.util.HexFormat;

/** Tells image formats by the first bytes of a file; names and declared types are not asked. */
final class FileSignature {
  private static final byte[] JPEG = bytes(0xFF, 0xD8, 0xFF);
  private static final byte[] PNG = bytes(0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n');
  private static final byte[] GIF = bytes('G', 'I', 'F', '8');
  private static final byte[] BMP = bytes('B', 'M');
  private static final byte[] RIFF = bytes('R', 'I', 'F', 'F');
  private static final byte[] WEBP = bytes('W', 'E', 'B', 'P');
  private static final int WEBP_AT = 8;
  private static final int SHOWN = 8;

  private FileSignature() {}

  /**
   * @throws ImageRejectedException with UNKNOWN_FORMAT if it is none
   */
  static ImageFormat of(byte[] file) throws ImageRejectedException {
    if (starts(file, JPEG)) {
      return ImageFormat.JPEG;
    }
    if (starts(file, PNG)) {
      return ImageFormat.PNG;
    }
    if (starts(file, GIF)) {
      return ImageFormat.GIF;
    }
    if (starts(file, BMP)) {
      return ImageFormat.BMP;
    }
    throw new ImageRejectedException(
        RejectReason.UNKNOWN_FORMAT,
        "The file begins with "
            + HexFormat.ofDelimiter(" ").formatHex(file, 0, Math.min(SHOWN, file.length))
            + ", which is no JPEG, PNG, BMP or GIF"
            + (starts(file, RIFF) && starts(file, WEBP_AT, WEBP) ? " but a WebP" : "")
            + ".");
  }

  private static boolean starts(byte[] file, byte[] signature) {
    return starts(file, 0, signature);
  }

  private static boolean starts(byte[] file, int at, byte[] signature) {
    int end = at + signature.length;
    return file.length >= end && Arrays.equals(file, at, end, signature, 0, signature.length);
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
