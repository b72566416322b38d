package io.hsicflow.model.image;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads a JPEG's markers to the end of the file's picture: size, meaning of the components, number
 * of scans, EXIF's orientation. Walks the coded data too (without decoding it), because a scan can
 * hide behind any other.
 *
 * @param header size, scans and orientation
 * @param colours meaning of the components, by libjpeg's rules: JFIF, then Adobe's transform, then
 *     component names R, G, B
 * @param profiles where the second bytes of the markers of pieces of a colour profile stand
 */
record JpegMarkers(ImageHeader header, JpegColours colours, List<Integer> profiles) {
  private static final int START_OF_SCAN = 0xDA;
  private static final int END = 0xD9;
  private static final int APP0 = 0xE0;
  private static final int APP1 = 0xE1;
  private static final int APP2 = 0xE2;
  private static final int APP14 = 0xEE;
  private static final String PROFILE = "ICC_PROFILE\0";
  private static final byte COMMENT = (byte) 0xFE;
  private static final int NO_ADOBE = -1;
  private static final int RGB_NAMES = 'R' << 16 | 'G' << 8 | 'B';

  static JpegMarkers read(byte[] file) throws ImageRejectedException {
    return new Walk(file).run();
  }

  /**
   * The file with its colour profile as comments: it is not followed, and one that is broken would
   * break the picture. The same array where there is none.
   *
   * @param file the one that was read
   */
  byte[] withoutProfile(byte[] file) {
    if (profiles.isEmpty()) {
      return file;
    }
    byte[] out = file.clone();
    profiles.forEach(at -> out[at] = COMMENT);
    return out;
  }

  /** One walk over one file. */
  private static final class Walk {
    private final byte[] file;
    private final FileBytes in;
    private int width;
    private int height;
    private int components;
    private int names;
    private int scans;
    private int orientation = 1;
    private boolean jfif;
    private int adobe = NO_ADOBE;
    private final List<Integer> profiles = new ArrayList<>();

    Walk(byte[] file) {
      this.file = file;
      in = new FileBytes(file, 2);
    }

    JpegMarkers run() throws ImageRejectedException {
      for (int marker = nextMarker(); marker != END; marker = nextMarker()) {
        if (marker == 0x01 || marker >= 0xD0 && marker <= 0xD8) {
          continue;
        }
        int length = in.u16();
        int from = in.at();
        if (length < 2) {
          throw FileBytes.damaged("A JPEG segment at byte " + from + " has length " + length + ".");
        }
        in.skip(length - 2);
        segment(marker, from, length - 2);
      }
      if (components == 0 || scans == 0) {
        throw FileBytes.damaged("The JPEG has no picture: " + scans + " scans.");
      }
      return new JpegMarkers(
          new ImageHeader(ImageFormat.JPEG, width, height, scans, orientation),
          colours(),
          profiles);
    }

    /** Skips coded data and padding; a 0 or restart after 0xFF belongs to coded data. */
    private int nextMarker() throws ImageRejectedException {
      while (true) {
        in.passNext(0xFF);
        int marker = in.u8();
        while (marker == 0xFF) {
          marker = in.u8();
        }
        if (marker != 0 && (marker < 0xD0 || marker > 0xD7)) {
          return marker;
        }
      }
    }

    private void segment(int marker, int from, int length) throws ImageRejectedException {
      if (marker == START_OF_SCAN) {
        scans++;
      } else if (marker == APP0) {
        jfif |= length >= 5 && startsWith(from, "JFIF");
      } else if (marker == APP1 && length >= 14 && startsWith(from, "Exif")) {
        orientation = ExifOrientation.read(file, from + 6, length - 6);
      } else if (marker == APP2 && length >= PROFILE.length() && startsWith(from, PROFILE)) {
        profiles.add(from - 3);
      } else if (marker == APP14 && length >= 12 && startsWith(from, "Adobe")) {
        adobe = file[from + 11] & 0xFF;
      } else if (marker >= 0xC0
          && marker <= 0xCF
          && marker != 0xC4
          && marker != 0xC8
          && marker != 0xCC) {
        frame(marker, new FileBytes(file, from), length);
      }
    }

    private void frame(int marker, FileBytes segment, int length) throws ImageRejectedException {
      if (marker > 0xC2) {
        throw FileBytes.unsupported(
            String.format(
                "The JPEG is of kind SOF%d (lossless, hierarchical or arithmetic); 0 to 2 are decoded.",
                marker - 0xC0));
      }
      if (components != 0) {
        throw FileBytes.damaged("The JPEG has a second frame header.");
      }
      int precision = segment.u8();
      if (precision != 8) {
        throw FileBytes.unsupported("The JPEG has " + precision + " bits a sample; 8 are decoded.");
      }
      height = segment.u16();
      width = segment.u16();
      int count = segment.u8();
      if (width == 0 || height == 0 || length < 6 + 3 * count) {
        throw FileBytes.damaged(
            "The JPEG's frame header is "
                + width
                + " by "
                + height
                + " pixels with "
                + count
                + " components in "
                + length
                + " bytes.");
      }
      if (count != 1 && count != 3 && count != 4) {
        throw FileBytes.unsupported(
            "The JPEG has " + count + " components; 1, 3 and 4 are decoded.");
      }
      for (int i = 0; i < count; i++) {
        names = names << 8 | segment.u8();
        segment.skip(2);
      }
      components = count;
    }

    private JpegColours colours() {
      return switch (components) {
        case 1 -> JpegColours.GRAY;
        case 3 -> {
          boolean rgb = !jfif && (adobe == 0 || adobe == NO_ADOBE && names == RGB_NAMES);
          yield rgb ? JpegColours.RGB : JpegColours.YCC;
        }
        default -> {
          if (adobe == NO_ADOBE) {
            yield JpegColours.CMYK;
          }
          yield adobe == 2 ? JpegColours.YCCK : JpegColours.INVERTED_CMYK;
        }
      };
    }

    private boolean startsWith(int from, String name) {
      for (int i = 0; i < name.length(); i++) {
        if (file[from + i] != name.charAt(i)) {
          return false;
        }
      }
      return true;
    }
  }
}
