package io.hsicflow.model.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** BMPs written byte by byte, against what their pixels mean. */
class BmpVariantsTest {
  private static final int CORE = 12;
  private static final int INFO = 40;
  private static final int RGB = 0;
  private static final int RLE8 = 1;
  private static final int RLE4 = 2;
  private static final int BITFIELDS = 3;
  private static final int WIDTH = 11;
  private static final int HEIGHT = 6;

  private final ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());

  /** The stored number of a pixel. */
  private interface Pixels {
    int at(int x, int y);
  }

  @ParameterizedTest
  @CsvSource({"1, 40", "4, 40", "8, 40", "1, 12", "4, 12", "8, 12"})
  void looksColoursUpInThePalette(int bits, int header) throws Exception {
    Pixels pixels = (x, y) -> (x * 3 + y * 7) % (1 << bits);
    DecodedPixels picture =
        decoder.decode(bmp(header, HEIGHT, bits, RGB, palette(bits, header), rows(bits, pixels)));
    assertColours(picture, (x, y) -> colour(pixels.at(x, y)));
  }

  @ParameterizedTest
  @ValueSource(ints = {CORE, INFO})
  void takesThreeBytesAPixel(int header) throws Exception {
    Pixels pixels = (x, y) -> colour(x * HEIGHT + y);
    assertColours(
        decoder.decode(bmp(header, HEIGHT, 24, RGB, new byte[0], rows(24, pixels))), pixels);
  }

  @Test
  void takesRowsFromTheTopWhereTheHeightIsNegative() throws Exception {
    Pixels pixels = (x, y) -> colour(x * HEIGHT + y);
    byte[] rows = rows(24, (x, y) -> pixels.at(x, HEIGHT - 1 - y));
    assertColours(decoder.decode(bmp(INFO, -HEIGHT, 24, RGB, new byte[0], rows)), pixels);
  }

  @Test
  void takesFourBytesAPixelAndLeavesTheFourth() throws Exception {
    Pixels pixels = (x, y) -> colour(x * HEIGHT + y);
    byte[] rows = rows(32, (x, y) -> 0x5A000000 | pixels.at(x, y));
    assertColours(decoder.decode(bmp(INFO, HEIGHT, 32, RGB, new byte[0], rows)), pixels);
    byte[] masks = ints(0xFF0000, 0xFF00, 0xFF);
    assertColours(decoder.decode(bmp(INFO, HEIGHT, 32, BITFIELDS, masks, rows)), pixels);
    byte[] turned = rows(32, (x, y) -> Integer.reverseBytes(pixels.at(x, y)) >>> 8 | 0x12000000);
    byte[] otherMasks = ints(0xFF, 0xFF00, 0xFF0000);
    assertColours(decoder.decode(bmp(INFO, HEIGHT, 32, BITFIELDS, otherMasks, turned)), pixels);
  }

  @Test
  void spreadsFiveAndSixBitsOverTheWholeRange() throws Exception {
    Pixels pixels = (x, y) -> (x * 0x1357 + y * 0x2B11) & 0xFFFF;
    assertColours(
        decoder.decode(bmp(INFO, HEIGHT, 16, RGB, new byte[0], rows(16, pixels))),
        (x, y) -> {
          int p = pixels.at(x, y);
          return spread(p >> 10, 31) << 16 | spread(p >> 5, 31) << 8 | spread(p, 31);
        });
    byte[] masks = ints(0xF800, 0x7E0, 0x1F);
    assertColours(
        decoder.decode(bmp(INFO, HEIGHT, 16, BITFIELDS, masks, rows(16, pixels))),
        (x, y) -> {
          int p = pixels.at(x, y);
          return spread(p >> 11, 31) << 16 | spread(p >> 5, 63) << 8 | spread(p, 31);
        });
  }

  @Test
  void unpacksRunsOfEightBits() throws Exception {
    ByteBuffer packed = ByteBuffer.allocate(200);
    for (int y = HEIGHT - 1; y >= 0; y--) {
      // A run of six, then five pixels as they are and a byte to make the count even.
      packed.put((byte) 6).put((byte) (y + 1));
      packed.put((byte) 0).put((byte) 5);
      for (int x = 6; x < WIDTH; x++) {
        packed.put((byte) (x * 10 + y));
      }
      packed.put((byte) 0);
      packed.put((byte) 0).put((byte) (y == 0 ? 1 : 0));
    }
    DecodedPixels picture =
        decoder.decode(bmp(INFO, HEIGHT, 8, RLE8, palette(8, INFO), written(packed)));
    assertColours(picture, (x, y) -> colour(x < 6 ? y + 1 : x * 10 + y));
  }

  @Test
  void unpacksRunsOfFourBits() throws Exception {
    ByteBuffer packed = ByteBuffer.allocate(200);
    for (int y = HEIGHT - 1; y >= 0; y--) {
      // Seven pixels of two colours in turn, then four as they are, two to a byte.
      packed.put((byte) 7).put((byte) (y << 4 | 15 - y));
      packed.put((byte) 0).put((byte) 4);
      packed.put((byte) (1 << 4 | y)).put((byte) (3 << 4 | 4));
      packed.put((byte) 0).put((byte) (y == 0 ? 1 : 0));
    }
    DecodedPixels picture =
        decoder.decode(bmp(INFO, HEIGHT, 4, RLE4, palette(4, INFO), written(packed)));
    assertColours(
        picture,
        (x, y) -> {
          int[] plain = {1, y, 3, 4};
          return colour(x >= 7 ? plain[x - 7] : x % 2 == 0 ? y : 15 - y);
        });
  }

  private static void assertColours(DecodedPixels picture, Pixels expected) {
    assertThat(picture.width()).isEqualTo(WIDTH);
    assertThat(picture.height()).isEqualTo(HEIGHT);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        int at = 3 * (y * WIDTH + x);
        byte[] rgb = picture.rgb();
        int shown = (rgb[at] & 0xFF) << 16 | (rgb[at + 1] & 0xFF) << 8 | rgb[at + 2] & 0xFF;
        assertThat(shown).as("%d, %d", x, y).isEqualTo(expected.at(x, y));
      }
    }
  }

  /** Any colour, RGB in the low three bytes. */
  private static int colour(int number) {
    return (number * 0x4F1BCD + 0x2A5F13) & 0xFFFFFF;
  }

  private static int spread(int bits, int full) {
    return (int) Math.rint((bits & full) * 255.0 / full);
  }

  /** Blue, green, red and, but for the oldest header, a byte without meaning. */
  private static byte[] palette(int bits, int header) {
    int bytes = header == CORE ? 3 : 4;
    byte[] palette = new byte[bytes << bits];
    for (int i = 0; i < 1 << bits; i++) {
      for (int c = 0; c < 3; c++) {
        palette[bytes * i + c] = (byte) (colour(i) >> 8 * c);
      }
    }
    return palette;
  }

  private static byte[] ints(int... values) {
    ByteBuffer out = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int value : values) {
      out.putInt(value);
    }
    return out.array();
  }

  private static byte[] written(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.position()];
    buffer.get(0, bytes);
    return bytes;
  }

  /**
   * Rows from the bottom, each to a multiple of four bytes; the first of a byte's pixels highest.
   */
  private static byte[] rows(int bits, Pixels pixels) {
    int stride = (WIDTH * bits + 31) / 32 * 4;
    byte[] out = new byte[stride * HEIGHT];
    for (int y = 0; y < HEIGHT; y++) {
      int row = stride * (HEIGHT - 1 - y);
      for (int x = 0; x < WIDTH; x++) {
        int pixel = pixels.at(x, y);
        if (bits < 8) {
          out[row + x * bits / 8] |= (byte) (pixel << 8 - bits - x * bits % 8);
        }
        for (int b = 0; b < bits / 8; b++) {
          out[row + x * bits / 8 + b] = (byte) (pixel >> 8 * b);
        }
      }
    }
    return out;
  }

  private static byte[] bmp(
      int header, int height, int bits, int compression, byte[] palette, byte[] pixels) {
    int start = 14 + header + palette.length;
    ByteBuffer out = ByteBuffer.allocate(start + pixels.length).order(ByteOrder.LITTLE_ENDIAN);
    out.put((byte) 'B').put((byte) 'M').putInt(start + pixels.length).putInt(0).putInt(start);
    out.putInt(header);
    if (header == CORE) {
      out.putShort((short) WIDTH).putShort((short) height);
    } else {
      out.putInt(WIDTH).putInt(height);
    }
    out.putShort((short) 1).putShort((short) bits);
    if (header != CORE) {
      out.putInt(compression).putInt(pixels.length);
      out.putInt(2835).putInt(2835).putInt(0).putInt(0);
    }
    return out.put(palette).put(pixels).array();
  }
}
