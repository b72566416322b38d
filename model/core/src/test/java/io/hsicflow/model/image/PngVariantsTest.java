package io.hsicflow.model.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every colour type and depth of PNG, plain and interlaced, against what its samples mean. */
class PngVariantsTest {
  private static final int[][] SIZES = {{9, 7}, {1, 1}, {3, 2}, {17, 16}};

  private final ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());

  static Stream<Arguments> typesAndDepths() {
    int[][] all = {
      {PngFile.GRAY, 1},
      {PngFile.GRAY, 2},
      {PngFile.GRAY, 4},
      {PngFile.GRAY, 8},
      {PngFile.GRAY, 16},
      {PngFile.RGB, 8},
      {PngFile.RGB, 16},
      {PngFile.GRAY_ALPHA, 8},
      {PngFile.GRAY_ALPHA, 16},
      {PngFile.RGB_ALPHA, 8},
      {PngFile.RGB_ALPHA, 16}
    };
    return Arrays.stream(all)
        .flatMap(
            type ->
                Stream.of(
                    Arguments.of(type[0], type[1], false), Arguments.of(type[0], type[1], true)));
  }

  @ParameterizedTest
  @MethodSource("typesAndDepths")
  void showsSamplesOverBlack(int type, int depth, boolean interlaced) throws Exception {
    boolean gray = type == PngFile.GRAY || type == PngFile.GRAY_ALPHA;
    int alpha = type == PngFile.GRAY_ALPHA || type == PngFile.RGB_ALPHA ? gray ? 1 : 3 : -1;
    double full = (1 << depth) - 1;
    for (int[] size : SIZES) {
      byte[] file =
          new PngFile(size[0], size[1], type, depth)
              .write(interlaced, (x, y, band) -> sample(x, y, band, depth));
      DecodedPixels picture = decoder.decode(file);
      assertThat(picture.width()).isEqualTo(size[0]);
      assertThat(picture.height()).isEqualTo(size[1]);
      for (int y = 0; y < size[1]; y++) {
        for (int x = 0; x < size[0]; x++) {
          double cover = alpha < 0 ? 1 : sample(x, y, alpha, depth) / full;
          for (int c = 0; c < 3; c++) {
            double light = sample(x, y, gray ? 0 : c, depth) / full;
            assertThat((double) channel(picture, x, y, c))
                .isCloseTo(255 * light * cover, within(0.5 + 1e-9));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, false, false",
    "1, true, true",
    "2, false, true",
    "2, true, false",
    "4, false, false",
    "4, true, true",
    "8, false, true",
    "8, true, false"
  })
  void looksColoursUpInThePalette(int depth, boolean transparent, boolean interlaced)
      throws Exception {
    int colours = 1 << depth;
    byte[] palette = new byte[3 * colours];
    for (int i = 0; i < palette.length; i++) {
      palette[i] = (byte) (255 - i * 37);
    }
    // Covers for the first half of the colours; the others are opaque.
    byte[] covers = new byte[colours / 2];
    for (int i = 0; i < covers.length; i++) {
      covers[i] = (byte) (i * 59);
    }
    PngFile png = new PngFile(19, 13, PngFile.PALETTE, depth).with("PLTE", palette);
    if (transparent) {
      png.with("tRNS", covers);
    }
    DecodedPixels picture =
        decoder.decode(png.write(interlaced, (x, y, band) -> sample(x, y, band, depth)));
    for (int y = 0; y < 13; y++) {
      for (int x = 0; x < 19; x++) {
        int index = sample(x, y, 0, depth);
        int cover = transparent && index < covers.length ? covers[index] & 0xFF : 255;
        for (int c = 0; c < 3; c++) {
          double expected = (palette[3 * index + c] & 0xFF) * cover / 255.0;
          assertThat((double) channel(picture, x, y, c)).isCloseTo(expected, within(0.5));
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "0, 2", "0, 4", "0, 8", "0, 16", "2, 8", "2, 16"})
  void showsBlackForTheOneColourThatIsTransparent(int type, int depth) throws Exception {
    int bands = PngFile.bands(type);
    byte[] key = new byte[2 * bands];
    for (int band = 0; band < bands; band++) {
      int sample = sample(2, 1, band, depth);
      key[2 * band] = (byte) (sample >> 8);
      key[2 * band + 1] = (byte) sample;
    }
    byte[] file =
        new PngFile(5, 3, type, depth)
            .with("tRNS", key)
            .write(false, (x, y, band) -> sample(x, y, band, depth));
    DecodedPixels picture = decoder.decode(file);
    double full = (1 << depth) - 1;
    for (int y = 0; y < 3; y++) {
      for (int x = 0; x < 5; x++) {
        boolean hidden = true;
        for (int band = 0; band < bands; band++) {
          hidden &= sample(x, y, band, depth) == sample(2, 1, band, depth);
        }
        for (int c = 0; c < 3; c++) {
          double light = hidden ? 0 : sample(x, y, bands == 1 ? 0 : c, depth) / full;
          assertThat((double) channel(picture, x, y, c)).isCloseTo(255 * light, within(0.5 + 1e-9));
        }
      }
    }
  }

  @Test
  void standsUprightByItsExif() throws Exception {
    byte[] jpegs = TestPictures.exif(6, false);
    byte[] exif = Arrays.copyOfRange(jpegs, 6, jpegs.length);
    DecodedPixels picture =
        decoder.decode(
            new PngFile(3, 2, PngFile.GRAY, 8)
                .with("eXIf", exif)
                .write(false, (x, y, band) -> 10 * x + y));
    assertThat(picture.header().orientation()).isEqualTo(6);
    assertThat(picture.width()).isEqualTo(2);
    assertThat(picture.height()).isEqualTo(3);
    for (int y = 0; y < 3; y++) {
      for (int x = 0; x < 2; x++) {
        // Turned right: the left column becomes the top row, its lowest pixel first.
        assertThat(channel(picture, x, y, 0)).isEqualTo(10 * y + 1 - x);
      }
    }
  }

  /** Any number of that depth. */
  private static int sample(int x, int y, int band, int depth) {
    int mixed = (x * 0x9E37 + y * 0x85EB + band * 0xC2B3 + 0x1357) * 0x2C1B;
    return mixed >>> 9 & (1 << depth) - 1;
  }

  private static int channel(DecodedPixels picture, int x, int y, int c) {
    return picture.rgb()[3 * (y * picture.width() + x) + c] & 0xFF;
  }
}
