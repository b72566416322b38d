package io.hsicflow.model.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** GIFs written code by code, against what their colour numbers mean. */
class GifVariantsTest {
  private final ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void takesTheFirstFrameAloneAndAsLargeAsItIs(boolean interlaced) throws Exception {
    byte[] file =
        new GifFile(40, 30, palette(1))
            .frame(7, 5, 13, 21, null, interlaced, (x, y) -> (x * 5 + y * 3) % 128)
            .frame(0, 0, 40, 30, null, false, (x, y) -> 0)
            .end();
    DecodedPixels picture = decoder.decode(file);
    assertThat(picture.width()).isEqualTo(13);
    assertThat(picture.height()).isEqualTo(21);
    assertColours(picture, palette(1), -1);
  }

  @Test
  void takesTheFramesOwnPaletteAndShowsBlackBeneathWhatIsTransparent() throws Exception {
    byte[] file =
        new GifFile(13, 21, palette(1))
            .transparent(24)
            .frame(0, 0, 13, 21, palette(2), false, (x, y) -> (x * 5 + y * 3) % 128)
            .end();
    assertColours(decoder.decode(file), palette(2), 24);
  }

  @Test
  void ofTheExtensionsOnlyTheLastGraphicControlCounts() throws Exception {
    byte[] file =
        new GifFile(13, 21, palette(1))
            .extension(0xFF, 11, 3)
            .transparent(40)
            .extension(0xFE, 255, 1, 1)
            .extension(0x01, 12, 7)
            .transparent(24)
            .extension(0x77, 9)
            .frame(0, 0, 13, 21, null, false, (x, y) -> (x * 5 + y * 3) % 128)
            .end();
    assertColours(decoder.decode(file), palette(1), 24);
  }

  @Test
  void whatHasNothingButPixelsIsNotCopied() throws Exception {
    GifFile plain = new GifFile(4, 3, palette(1));
    GifFile transparent = new GifFile(4, 3, palette(1)).transparent(24);
    for (GifFile gif : List.of(plain, transparent)) {
      byte[] file = gif.frame(0, 0, 4, 3, null, false, (x, y) -> 0).end();
      assertThat(GifBlocks.pixelsOnly(file)).isSameAs(file);
    }
  }

  @Test
  void aGraphicControlOfAnotherLengthIsDamage() {
    for (int[] lengths : new int[][] {{}, {3}, {5}, {4, 1}, {1, 2}, {255}}) {
      byte[] file =
          new GifFile(4, 3, palette(1))
              .extension(0xF9, lengths)
              .frame(0, 0, 4, 3, null, false, (x, y) -> 0)
              .end();
      assertThat(HostileImageTest.reasonOf(decoder, file)).isEqualTo(RejectReason.DAMAGED);
    }
  }

  private static void assertColours(DecodedPixels picture, byte[] palette, int transparent) {
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++) {
        int index = (x * 5 + y * 3) % 128;
        for (int c = 0; c < 3; c++) {
          assertThat(picture.rgb()[3 * (y * picture.width() + x) + c])
              .isEqualTo(index == transparent ? 0 : palette[3 * index + c]);
        }
      }
    }
  }

  private static byte[] palette(int number) {
    byte[] palette = new byte[3 * 128];
    for (int i = 0; i < palette.length; i++) {
      palette[i] = (byte) (255 - i * 41 * number);
    }
    return palette;
  }
}
