package io.hsicflow.model.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.SplittableRandom;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileImageTest {
  private final ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());

  /** The reason a file is turned away for, null where it is let in. */
  static RejectReason reasonOf(ImageDecoder decoder, byte[] file) {
    try {
      decoder.decode(file);
      return null;
    } catch (ImageRejectedException e) {
      assertThat(e.getMessage()).isNotBlank();
      return e.reason();
    }
  }

  private ImageRejectedException rejection(byte[] file) {
    return catchThrowableOfType(ImageRejectedException.class, () -> decoder.decode(file));
  }

  @Test
  void keepsTheCodesOfItsReasons() {
    assertThat(Arrays.stream(RejectReason.values()).map(RejectReason::code))
        .containsExactly(
            "empty",
            "too-many-bytes",
            "unknown-format",
            "format-not-allowed",
            "unsupported-variant",
            "too-many-pixels",
            "too-many-scans",
            "damaged",
            "decode-timeout");
  }

  @Test
  void turnsAwayNothingAndText() {
    assertThat(reasonOf(decoder, new byte[0])).isEqualTo(RejectReason.EMPTY);
    byte[] text = "<html>not found</html>".getBytes(StandardCharsets.UTF_8);
    assertThat(reasonOf(decoder, text)).isEqualTo(RejectReason.UNKNOWN_FORMAT);
    assertThat(reasonOf(decoder, new byte[] {'B'})).isEqualTo(RejectReason.UNKNOWN_FORMAT);
  }

  @Test
  void saysOfAWebPThatItIsOne() {
    byte[] file = "RIFF....WEBPVP8L".getBytes(StandardCharsets.US_ASCII);
    ImageRejectedException rejection = rejection(file);
    assertThat(rejection.reason()).isEqualTo(RejectReason.UNKNOWN_FORMAT);
    assertThat(rejection).hasMessageEndingWith("which is no JPEG, PNG, BMP or GIF but a WebP.");
    assertThat(rejection(Arrays.copyOf(file, 11))).hasMessageEndingWith("BMP or GIF.");
  }

  @Test
  void turnsAwayAFormatThatIsNotAllowed() {
    ImageDecoder only =
        new ImageDecoder(ImageLimits.defaults().withFormats(EnumSet.of(ImageFormat.JPEG)));
    assertThat(reasonOf(only, TestPictures.png(4, 4))).isEqualTo(RejectReason.FORMAT_NOT_ALLOWED);
    assertThat(reasonOf(only, TestPictures.jpeg(4, 4))).isNull();
  }

  @Test
  void turnsAwayAGiantPngBeforeItTakesMemory() {
    byte[] file = TestPictures.blackPng(20_000, 20_000, 20_000);
    assertThat(file.length).isLessThan(100_000);
    ImageRejectedException rejection = rejection(file);
    assertThat(rejection.reason()).isEqualTo(RejectReason.TOO_MANY_PIXELS);
    assertThat(rejection).hasMessageContaining("20000 by 20000");
    // Sides of 2^31 - 1 must not overflow into something small.
    assertThat(reasonOf(decoder, TestPictures.blackPng(Integer.MAX_VALUE, 1, 0)))
        .isEqualTo(RejectReason.TOO_MANY_PIXELS);
  }

  @Test
  void turnsAwayALongSideOfFewPixels() {
    assertThat(reasonOf(decoder, TestPictures.blackPng(20_000, 2, 2)))
        .isEqualTo(RejectReason.TOO_MANY_PIXELS);
  }

  @Test
  void turnsAwayAJpegOfManyScans() {
    byte[] file = TestPictures.repeatLastScan(TestPictures.progressiveJpeg(64, 64), 1000);
    ImageRejectedException rejection = rejection(file);
    assertThat(rejection.reason()).isEqualTo(RejectReason.TOO_MANY_SCANS);
    assertThat(rejection).hasMessageContaining("1010 scans, the limit is 32");
  }

  @Test
  void letsInWhatIsExactlyAtALimitAndNothingBeyond() {
    ImageLimits defaults = ImageLimits.defaults();
    byte[] png = TestPictures.png(20, 30);
    assertLimit(png, 600, defaults::withMaxPixels, RejectReason.TOO_MANY_PIXELS);
    assertLimit(png, 30, side -> defaults.withMaxSide((int) side), RejectReason.TOO_MANY_PIXELS);
    assertLimit(
        png, png.length, bytes -> defaults.withMaxBytes((int) bytes), RejectReason.TOO_MANY_BYTES);
    // The JDK's encoder makes ten scans of a colour picture.
    assertLimit(
        TestPictures.repeatLastScan(TestPictures.progressiveJpeg(20, 20), 3),
        13,
        scans -> defaults.withMaxScans((int) scans),
        RejectReason.TOO_MANY_SCANS);
  }

  private static void assertLimit(
      byte[] file, long limit, LongFunction<ImageLimits> limits, RejectReason reason) {
    assertThat(reasonOf(new ImageDecoder(limits.apply(limit)), file)).isNull();
    assertThat(reasonOf(new ImageDecoder(limits.apply(limit - 1)), file)).isEqualTo(reason);
  }

  @Test
  void turnsAwayAHeaderThatPromisesMoreThanThePixels() {
    assertThat(reasonOf(decoder, TestPictures.blackPng(100, 100, 10)))
        .isEqualTo(RejectReason.DAMAGED);
    byte[] bmp =
        TestPictures.write(TestPictures.gradient(20, 20, BufferedImage.TYPE_INT_RGB), "bmp");
    bmp[18] = 100;
    assertThat(reasonOf(decoder, bmp)).isEqualTo(RejectReason.DAMAGED);
    byte[] jpeg = TestPictures.jpeg(32, 32);
    int frame = 0;
    while ((jpeg[frame] & 0xFF) != 0xFF || (jpeg[frame + 1] & 0xFF) != 0xC0) {
      frame++;
    }
    jpeg[frame + 6] = (byte) 200;
    assertThat(reasonOf(decoder, jpeg)).isEqualTo(RejectReason.DAMAGED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpeg", "png", "bmp", "gif"})
  void turnsAwayAFileCutAnywhere(String format) {
    byte[] file =
        format.equals("gif")
            ? TestPictures.write(TestPictures.palette(30, 30), "gif")
            : TestPictures.write(TestPictures.gradient(30, 30, BufferedImage.TYPE_INT_RGB), format);
    assertThat(reasonOf(decoder, file)).isNull();
    // A GIF may lack its trailer: all of its first frame is there.
    int end = format.equals("gif") ? file.length - 1 : file.length;
    for (int length = 8; length < end; length += Math.max(1, end / 60)) {
      assertThat(reasonOf(decoder, Arrays.copyOf(file, length)))
          .as("cut at %d", length)
          .isEqualTo(RejectReason.DAMAGED);
    }
    assertThat(reasonOf(decoder, Arrays.copyOf(file, end - 1))).isEqualTo(RejectReason.DAMAGED);
  }

  @Test
  void turnsAwayAChangedPngByItsChecksum() {
    byte[] file = TestPictures.png(30, 30);
    file[file.length - 20] ^= 1;
    assertThat(rejection(file)).hasMessageContaining("checksum");
  }

  @Test
  void turnsAwayImagesInsideABmp() {
    byte[] bmp =
        TestPictures.write(TestPictures.gradient(20, 20, BufferedImage.TYPE_INT_RGB), "bmp");
    bmp[30] = 4;
    assertThat(reasonOf(decoder, bmp)).isEqualTo(RejectReason.UNSUPPORTED_VARIANT);
  }

  @Test
  void turnsAwayLosslessAndArithmeticJpegs() {
    byte[] jpeg = TestPictures.jpeg(16, 16);
    for (int i = 0; i < jpeg.length; i++) {
      if ((jpeg[i] & 0xFF) == 0xFF && (jpeg[i + 1] & 0xFF) == 0xC0) {
        jpeg[i + 1] = (byte) 0xC9;
        break;
      }
    }
    assertThat(rejection(jpeg)).hasMessageContaining("SOF9");
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpeg", "progressive", "png", "bmp", "gif"})
  void answersEveryChangedFileWithAPictureOrAReason(String kind) {
    byte[] file =
        switch (kind) {
          case "gif" -> TestPictures.write(TestPictures.palette(20, 20), "gif");
          case "progressive" -> TestPictures.progressiveJpeg(20, 20);
          default ->
              TestPictures.write(TestPictures.gradient(20, 20, BufferedImage.TYPE_INT_RGB), kind);
        };
    // Changed headers may claim millions of pixels within the limits; small limits keep the test
    // quick.
    ImageDecoder careful = new ImageDecoder(ImageLimits.defaults().withMaxPixels(1 << 16));
    SplittableRandom random = new SplittableRandom(1);
    int rejected = 0;
    for (int trial = 0; trial < 400; trial++) {
      byte[] changed = file.clone();
      for (int change = 0; change <= random.nextInt(4); change++) {
        changed[2 + random.nextInt(changed.length - 2)] = (byte) random.nextInt(256);
      }
      rejected += reasonOf(careful, changed) == null ? 0 : 1;
    }
    assertThat(rejected).isPositive();
    assertThat(reasonOf(careful, file)).isNull();
  }
}
