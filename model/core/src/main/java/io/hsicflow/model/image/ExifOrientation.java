package io.hsicflow.model.image;

/**
 * EXIF's orientation: how a stored picture must be turned to be upright. 1 as stored, 2 mirrored, 3
 * turned by 180 degrees, 4 upside down, 5 transposed, 6 to be turned right, 7 transversed, 8 to be
 * turned left.
 */
final class ExifOrientation {
  private static final int TAG = 0x0112;

  private ExifOrientation() {}

  /**
   * Reads it from an EXIF block (a TIFF header and its first directory); 1 where there is none or
   * it makes no sense.
   */
  static int read(byte[] file, int from, int length) {
    if (length < 14) {
      return 1;
    }
    boolean little = file[from] == 'I';
    long directory = number(file, from + 4, 4, little);
    if (directory < 8 || directory > length - 2) {
      return 1;
    }
    int entries = (int) number(file, from + (int) directory, 2, little);
    for (int i = 0; i < entries; i++) {
      long entry = directory + 2 + 12L * i;
      if (entry + 12 > length) {
        return 1;
      }
      if (number(file, from + (int) entry, 2, little) == TAG) {
        int value = (int) number(file, from + (int) entry + 8, 2, little);
        return value >= 1 && value <= 8 ? value : 1;
      }
    }
    return 1;
  }

  /**
   * The picture turned upright; the same array for orientation 1. Width and height are those of the
   * stored picture.
   */
  static byte[] upright(byte[] rgb, int width, int height, int orientation) {
    if (orientation == 1) {
      return rgb;
    }
    boolean turned = orientation >= 5;
    int outWidth = turned ? height : width;
    int outHeight = turned ? width : height;
    byte[] out = new byte[rgb.length];
    int to = 0;
    for (int y = 0; y < outHeight; y++) {
      for (int x = 0; x < outWidth; x++) {
        int fromX = turned ? y : x;
        int fromY = turned ? x : y;
        boolean mirrorX =
            orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
        boolean mirrorY =
            orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
        int from =
            3
                * ((mirrorY ? height - 1 - fromY : fromY) * width
                    + (mirrorX ? width - 1 - fromX : fromX));
        out[to++] = rgb[from];
        out[to++] = rgb[from + 1];
        out[to++] = rgb[from + 2];
      }
    }
    return out;
  }

  private static long number(byte[] file, int at, int bytes, boolean little) {
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value = value << 8 | file[little ? at + bytes - 1 - i : at + i] & 0xFF;
    }
    return value;
  }
}
