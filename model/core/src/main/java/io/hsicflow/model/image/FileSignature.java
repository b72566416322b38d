package io.hsicflow.model.image;

import java.util.HexFormat;

/** Tells image formats by the first bytes of a file; names and declared types are not asked. */
final class FileSignature {
  private static final byte[] JPEG = bytes(0xFF, 0xD8, 0xFF);
  private static final byte[] PNG = bytes(0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n');
  private static final byte[] GIF = bytes('G', 'I', 'F', '8');
  private static final byte[] BMP = bytes('B', 'M');
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
            + ", which is no JPEG, PNG, BMP or GIF.");
  }

  private static boolean starts(byte[] file, byte[] signature) {
    if (file.length < signature.length) {
      return false;
    }
    for (int i = 0; i < signature.length; i++) {
      if (file[i] != signature[i]) {
        return false;
      }
    }
    return true;
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
