package io.hsicflow.model.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files with more in them than one picture: the picture is taken, the rest reaches nobody. */
class StrangePartsTest {
  private static final byte[] ARCHIVE = "PK\3\4 and so on".getBytes(StandardCharsets.ISO_8859_1);

  private final ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());

  @ParameterizedTest
  @ValueSource(strings = {"jpeg", "png", "bmp", "gif"})
  void whatFollowsAPictureIsNotLookedAt(String format) throws Exception {
    byte[] file = file(format);
    DecodedPixels alone = decoder.decode(file);
    byte[] other = file("png");
    for (byte[] rest : new byte[][] {ARCHIVE, other, new byte[100_000], {0}}) {
      byte[] both = Arrays.copyOf(file, file.length + rest.length);
      System.arraycopy(rest, 0, both, file.length, rest.length);
      assertThat(decoder.decode(both).rgb()).isEqualTo(alone.rgb());
    }
  }

  @Test
  void aFileIsWhatItsFirstBytesSay() throws Exception {
    byte[] jpeg = file("jpeg");
    byte[] png = file("png");
    byte[] inside = TestPictures.withSegment(jpeg, 0xFE, png);
    assertThat(decoder.decode(inside).header().format()).isEqualTo(ImageFormat.JPEG);
    byte[] front = Arrays.copyOf(ARCHIVE, ARCHIVE.length + png.length);
    System.arraycopy(png, 0, front, ARCHIVE.length, png.length);
    assertThat(HostileImageTest.reasonOf(decoder, front)).isEqualTo(RejectReason.UNKNOWN_FORMAT);
  }

  @Test
  void ofAnAnimatedPngThePictureForThoseWhoDoNotKnowItIsTaken() throws Exception {
    byte[] control = ByteBuffer.allocate(26).putInt(0).putInt(4).putInt(3).array();
    byte[] file =
        new PngFile(4, 3, PngFile.RGB, 8)
            .with("acTL", ByteBuffer.allocate(8).putInt(1_000_000).putInt(0).array())
            .with("fcTL", control)
            .with("fdAT", new byte[50])
            .write(false, (x, y, band) -> 7);
    assertThat(decoder.decode(file).rgb()).hasSize(36).containsOnly(7);
  }

  @ParameterizedTest
  @ValueSource(strings = {"iCCP", "cHRM", "gAMA", "eXIf", "sPLT", "sBIT", "hIST", "tIME", "zTXt"})
  void brokenPartsThatThePixelsDoNotNeedDoNotBreakAPng(String chunk) throws Exception {
    for (byte[] content : new byte[][] {{}, {0}, {1, 2, 3}, new byte[700]}) {
      byte[] file =
          new PngFile(4, 3, PngFile.PALETTE, 8)
              .with("PLTE", new byte[] {7, 7, 7})
              .with(chunk, content)
              .write(false, (x, y, band) -> 0);
      assertThat(decoder.decode(file).rgb()).hasSize(36).containsOnly(7);
    }
  }

  @Test
  void aPartOfAPngThatMayNotBePassedOverIsNamed() {
    byte[] file =
        new PngFile(4, 3, PngFile.RGB, 8).with("CgBI", new byte[4]).write(false, (x, y, band) -> 7);
    assertThat(HostileImageTest.reasonOf(decoder, file))
        .isEqualTo(RejectReason.UNSUPPORTED_VARIANT);
  }

  @Test
  void brokenProfilesDoNotBreakAJpeg() throws Exception {
    byte[] plain = file("jpeg");
    byte[] name = "ICC_PROFILE\0".getBytes(StandardCharsets.ISO_8859_1);
    for (byte[] rest : new byte[][] {{}, {1}, {1, 1}, {1, 1, 0, 0, 0, 9}, {2, 1, 5}, {0, 0}}) {
      byte[] profile = Arrays.copyOf(name, name.length + rest.length);
      System.arraycopy(rest, 0, profile, name.length, rest.length);
      byte[] file = TestPictures.withSegment(plain, 0xE2, profile);
      assertThat(decoder.decode(file).rgb()).isEqualTo(decoder.decode(plain).rgb());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 9, 255})
  void anOrientationThatThereIsNotTurnsNothing(int orientation) throws Exception {
    byte[] plain = file("jpeg");
    byte[] file = TestPictures.withSegment(plain, 0xE1, TestPictures.exif(orientation, true));
    assertThat(decoder.decode(file).rgb()).isEqualTo(decoder.decode(plain).rgb());
  }

  @Test
  void brokenExifTurnsNothing() throws Exception {
    byte[] plain = file("jpeg");
    byte[] exif = TestPictures.exif(6, false);
    for (int at = 6; at < 16; at++) {
      byte[] broken = exif.clone();
      broken[at] = -1;
      byte[] file = TestPictures.withSegment(plain, 0xE1, broken);
      assertThat(decoder.decode(file).width()).isPositive();
    }
    for (int length = 4; length < exif.length; length++) {
      byte[] file = TestPictures.withSegment(plain, 0xE1, Arrays.copyOf(exif, length));
      assertThat(decoder.decode(file).width()).isPositive();
    }
  }

  @Test
  void anEmbeddedProfileOfABmpIsNotReadAndALinkedOneRefused() throws Exception {
    byte[] plain = file("bmp");
    int headers = 14 + 40;
    int added = 124 - 40;
    byte[] file = new byte[plain.length + added];
    System.arraycopy(plain, 0, file, 0, headers);
    System.arraycopy(plain, headers, file, headers + added, plain.length - headers);
    ByteBuffer fields = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    fields.putInt(2, file.length).putInt(10, headers + added).putInt(14, 124);
    for (int at : new int[] {0, 5, 124, Integer.MAX_VALUE, -1}) {
      for (int length : new int[] {0, 3, 1 << 30, -1}) {
        fields.putInt(14 + 56, 0x4D424544).putInt(14 + 112, at).putInt(14 + 116, length);
        assertThat(decoder.decode(file).rgb()).isEqualTo(decoder.decode(plain).rgb());
      }
    }
    fields.putInt(14 + 56, 0x4C494E4B);
    assertThat(HostileImageTest.reasonOf(decoder, file))
        .isEqualTo(RejectReason.UNSUPPORTED_VARIANT);
  }

  private static byte[] file(String format) {
    return format.equals("gif")
        ? TestPictures.write(TestPictures.palette(20, 20), "gif")
        : TestPictures.write(TestPictures.gradient(20, 20, BufferedImage.TYPE_INT_RGB), format);
  }
}
