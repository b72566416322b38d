package io.hsicflow.model.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hsicflow.model.augment.AreaShrink;
import io.hsicflow.model.augment.ShrinkRule;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageDecoderTest {
  private final ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());

  @ParameterizedTest
  @CsvSource({"jpeg, JPEG, 8", "png, PNG, 0", "bmp, BMP, 0"})
  void decodesRgbOfEveryFormat(String name, ImageFormat format, int tolerance) throws Exception {
    byte[] file =
        TestPictures.write(TestPictures.gradient(40, 24, BufferedImage.TYPE_INT_RGB), name);
    DecodedPixels picture = decoder.decode(file);
    assertThat(picture.header()).isEqualTo(new ImageHeader(format, 40, 24, 1, 1));
    assertGradient(picture, 40, 24, tolerance);
  }

  @Test
  void decodesTheFirstFrameOfAGif() throws Exception {
    DecodedPixels picture = decoder.decode(TestPictures.write(TestPictures.palette(9, 7), "gif"));
    assertPalette(picture);
    assertThat(picture.header().format()).isEqualTo(ImageFormat.GIF);
  }

  @Test
  void decodesAPaletteAndShowsBlackBeneathWhatIsTransparent() throws Exception {
    assertPalette(decoder.decode(TestPictures.write(TestPictures.palette(9, 7), "png")));
  }

  @Test
  void decodesProgressiveJpegsAndCountsTheirScans() throws Exception {
    DecodedPixels picture = decoder.decode(TestPictures.progressiveJpeg(40, 24));
    assertGradient(picture, 40, 24, 6);
    assertThat(picture.header().scans()).isEqualTo(10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpeg", "png", "bmp"})
  void takesGrayAsItIsStored(String format) throws Exception {
    BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 256; i++) {
      image.getRaster().setSample(i % 16, i / 16, 0, 64 + i / 2);
    }
    DecodedPixels picture = decoder.decode(TestPictures.write(image, format));
    for (int i = 0; i < 256; i++) {
      for (int c = 0; c < 3; c++) {
        assertThat(picture.rgb()[3 * i + c] & 0xFF)
            .isCloseTo(64 + i / 2, within(format.equals("jpeg") ? 4 : 0));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void roundsSixteenBitsAndCoversWithAlpha(int bands) throws Exception {
    boolean alpha = bands % 2 == 0;
    ColorSpace space = ColorSpace.getInstance(bands < 3 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB);
    ComponentColorModel model =
        new ComponentColorModel(
            space,
            alpha,
            false,
            alpha ? Transparency.TRANSLUCENT : Transparency.OPAQUE,
            DataBuffer.TYPE_USHORT);
    WritableRaster raster =
        Raster.createInterleavedRaster(DataBuffer.TYPE_USHORT, 2, 1, bands, null);
    int[] stored = {257 * 200 + 100, 257 * 90 - 100, 257 * 30, 0};
    for (int x = 0; x < 2; x++) {
      for (int b = 0; b < bands; b++) {
        boolean cover = alpha && b == bands - 1;
        raster.setSample(x, 0, b, cover ? x * 65535 : stored[b]);
      }
    }
    DecodedPixels picture =
        decoder.decode(TestPictures.write(new BufferedImage(model, raster, false, null), "png"));
    byte[] expected = bands < 3 ? bytes(200, 200, 200) : bytes(200, 90, 30);
    assertThat(Arrays.copyOfRange(picture.rgb(), 3, 6)).isEqualTo(expected);
    assertThat(Arrays.copyOf(picture.rgb(), 3)).isEqualTo(alpha ? bytes(0, 0, 0) : expected);
  }

  @Test
  void decodesOneBitPngs() throws Exception {
    BufferedImage image = new BufferedImage(10, 3, BufferedImage.TYPE_BYTE_BINARY);
    image.setRGB(4, 1, 0xFFFFFFFF);
    DecodedPixels picture = decoder.decode(TestPictures.write(image, "png"));
    for (int i = 0; i < 30; i++) {
      assertThat(picture.rgb()[3 * i] & 0xFF).isEqualTo(i == 14 ? 255 : 0);
    }
  }

  @Test
  void turnsInkIntoLight() throws Exception {
    byte[] unmarked = TestPictures.fourComponentJpeg(16, 16, 0, 255, 51, 102);
    // Full magenta, a fifth of yellow, two fifths of black.
    assertFirst(decoder.decode(unmarked), 153, 0, 122);
    byte[] inverted = TestPictures.fourComponentJpeg(16, 16, 255, 0, 204, 153);
    assertFirst(
        decoder.decode(TestPictures.withSegment(inverted, 0xEE, TestPictures.adobe(0))),
        153,
        0,
        122);
    // The luma and chroma of (0, 255, 51), which is ink as libjpeg reads it: 255 minus what Adobe
    // stores.
    byte[] lumaAndChroma = TestPictures.fourComponentJpeg(16, 16, 156, 69, 17, 153);
    assertFirst(
        decoder.decode(TestPictures.withSegment(lumaAndChroma, 0xEE, TestPictures.adobe(2))),
        153,
        0,
        122);
  }

  @ParameterizedTest
  @CsvSource({
    "1, false",
    "2, true",
    "3, false",
    "4, true",
    "5, false",
    "6, true",
    "7, false",
    "8, true"
  })
  void standsUprightByExif(int orientation, boolean little) throws Exception {
    byte[] plain = TestPictures.jpeg(16, 8);
    DecodedPixels stored = decoder.decode(plain);
    DecodedPixels upright =
        decoder.decode(
            TestPictures.withSegment(plain, 0xE1, TestPictures.exif(orientation, little)));
    boolean turned = orientation >= 5;
    assertThat(upright.width()).isEqualTo(turned ? 8 : 16);
    assertThat(upright.height()).isEqualTo(turned ? 16 : 8);
    // Where the stored top left corner is shown: EXIF's "0th row, 0th column" table.
    boolean right = orientation == 2 || orientation == 3 || orientation == 6 || orientation == 7;
    boolean bottom = orientation == 3 || orientation == 4 || orientation == 7 || orientation == 8;
    int x = right ? upright.width() - 1 : 0;
    int y = bottom ? upright.height() - 1 : 0;
    assertThat(pixel(upright, x, y)).isEqualTo(pixel(stored, 0, 0));
    // And where its right neighbour is.
    int dx = turned ? 0 : right ? -1 : 1;
    int dy = turned ? bottom ? -1 : 1 : 0;
    assertThat(pixel(upright, x + dx, y + dy)).isEqualTo(pixel(stored, 1, 0));
  }

  @Test
  void bringsLargePicturesDownWhileTheyAreRead() throws Exception {
    ImageDecoder small = new ImageDecoder(ImageLimits.defaults(), new ShrinkRule(30, 120));
    DecodedPixels picture = small.decode(TestPictures.png(150, 100));
    assertGradient(picture, 45, 30, 5);
    assertThat(picture.header().width()).isEqualTo(150);
    DecodedPixels turned =
        small.decode(
            TestPictures.withSegment(
                TestPictures.jpeg(150, 100), 0xE1, TestPictures.exif(6, true)));
    assertThat(turned.width()).isEqualTo(30);
    assertThat(turned.height()).isEqualTo(45);
  }

  @Test
  void shrunkJpegsAreTheMeansOfTheirColours() throws Exception {
    // Colours that nothing is cut from.
    byte[] file = TestPictures.jpeg(301, 203);
    ShrinkRule rule = new ShrinkRule(50, 200);
    DecodedPixels shrunk = new ImageDecoder(ImageLimits.defaults(), rule).decode(file);
    byte[] means = new AreaShrink().apply(decoder.decode(file).rgb(), 301, 203, rule);
    assertThat(shrunk.rgb()).hasSameSizeAs(means);
    for (int i = 0; i < means.length; i++) {
      // Both round once more than a mean alone: the colours here, luma and chroma there.
      assertThat(shrunk.rgb()[i] & 0xFF).isCloseTo(means[i] & 0xFF, within(2));
    }
  }

  @Test
  void decodesTheSameAgainAfterADamagedFile() throws Exception {
    byte[] file = TestPictures.jpeg(32, 32);
    byte[] before = decoder.decode(file).rgb();
    byte[] broken = file.clone();
    Arrays.fill(broken, 200, 400, (byte) 0x55);
    HostileImageTest.reasonOf(decoder, broken);
    assertThat(decoder.decode(file).rgb()).isEqualTo(before);
  }

  @Test
  void decodesFormatsInAnyOrder() throws Exception {
    BufferedImage image = TestPictures.gradient(12, 12, BufferedImage.TYPE_INT_RGB);
    List<byte[]> files =
        List.of(
            TestPictures.write(image, "jpeg"),
            TestPictures.write(image, "png"),
            TestPictures.write(image, "bmp"),
            TestPictures.write(TestPictures.palette(12, 12), "gif"));
    for (byte[] first : files) {
      for (byte[] second : files) {
        byte[] alone = new ImageDecoder(ImageLimits.defaults()).decode(second).rgb();
        decoder.decode(first);
        assertThat(decoder.decode(second).rgb()).isEqualTo(alone);
      }
    }
  }

  @Test
  void tellsTheSizeWithoutDecoding() throws Exception {
    assertThat(decoder.inspect(TestPictures.jpeg(33, 17)).width()).isEqualTo(33);
    assertThat(decoder.inspect(TestPictures.png(33, 17)).height()).isEqualTo(17);
  }

  private static void assertGradient(DecodedPixels picture, int width, int height, int tolerance) {
    assertThat(picture.width()).isEqualTo(width);
    assertThat(picture.height()).isEqualTo(height);
    assertThat(picture.rgb()).hasSize(3 * width * height);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int[] rgb = pixel(picture, x, y);
        assertThat(rgb[0]).isCloseTo(TestPictures.red(x, width), within(tolerance));
        assertThat(rgb[1]).isCloseTo(TestPictures.green(y, height), within(tolerance));
        assertThat(rgb[2]).isCloseTo(100, within(tolerance));
      }
    }
  }

  private static void assertPalette(DecodedPixels picture) {
    int[][] colours = {{255, 0, 0}, {0, 255, 0}, {0, 0, 255}, {0, 0, 0}};
    for (int y = 0; y < 7; y++) {
      for (int x = 0; x < 9; x++) {
        assertThat(pixel(picture, x, y)).isEqualTo(colours[(x + y) % 4]);
      }
    }
  }

  private static void assertFirst(DecodedPixels picture, int... expected) {
    int[] first = pixel(picture, 0, 0);
    for (int c = 0; c < 3; c++) {
      assertThat(first[c]).isCloseTo(expected[c], within(3));
    }
  }

  private static int[] pixel(DecodedPixels picture, int x, int y) {
    int at = 3 * (y * picture.width() + x);
    return new int[] {
      picture.rgb()[at] & 0xFF, picture.rgb()[at + 1] & 0xFF, picture.rgb()[at + 2] & 0xFF
    };
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
