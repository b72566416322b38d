package io.hsicflow.model.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Small files that would be large once opened: what they cost is bounded by the picture's size. */
class DecompressionBombTest {
  private static final ThreadMXBean THREADS =
      ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
  private static final int MEBI = 1 << 20;

  private final ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());

  /** Whichever test is the first must not pay for loading the classes of all. */
  @BeforeAll
  static void loadDecodersAndAssertions() {
    DecoderWarmUp.of(ImageLimits.defaults().formats());
    assertThat(MEBI).isEqualTo(1024 * 1024);
  }

  @ParameterizedTest
  @ValueSource(strings = {"zTXt", "iTXt", "iCCP"})
  void whatAPngPacksBesideItsPixelsIsNeverUnpacked(String chunk) throws Exception {
    byte[] packed = packedZeros(64 * MEBI);
    String name = chunk.equals("iTXt") ? "name\0\1\0\0\0" : "name\0\0";
    byte[] start = name.getBytes(StandardCharsets.ISO_8859_1);
    byte[] content = Arrays.copyOf(start, start.length + packed.length);
    System.arraycopy(packed, 0, content, start.length, packed.length);
    byte[] file =
        new PngFile(5, 3, PngFile.PALETTE, 1)
            .with("PLTE", new byte[] {1, 2, 3, 4, 5, 6})
            .with(chunk, content)
            .write(false, (x, y, band) -> 1);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    DecodedPixels picture = decoder.decode(file);
    assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(4 * MEBI);
    assertThat(picture.rgb()).startsWith(4, 5, 6);
  }

  @Test
  void pixelsBeyondThoseOfAPngAreNeverUnpacked() throws Exception {
    // 3 MiB of rows where three rows of one byte are asked for.
    byte[] file = TestPictures.blackPng(8, 3, 3 * MEBI / 2);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    assertThat(decoder.decode(file).height()).isEqualTo(3);
    assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(4 * MEBI);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aPngOfNothingButChunksIsReadOnceAndShown(boolean pixels) throws Exception {
    PngFile png = new PngFile(4, 4, PngFile.RGB, 8);
    for (int i = 0; i < 100_000; i++) {
      png.with(pixels ? "IDAT" : "tEXt", new byte[0]);
    }
    assertThat(decoder.decode(png.write(false, (x, y, band) -> 9)).rgb()).containsOnly(9);
  }

  @Test
  void runsOfABmpThatTheFileDoesNotHaveTakeNoMemory() {
    byte[] bmp = runs();
    ByteBuffer fields = ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN);
    fields.putInt(34, Integer.MAX_VALUE);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    assertThat(HostileImageTest.reasonOf(decoder, bmp)).isEqualTo(RejectReason.DAMAGED);
    fields.putInt(34, 0).putInt(2, Integer.MAX_VALUE);
    assertThat(HostileImageTest.reasonOf(decoder, bmp)).isEqualTo(RejectReason.DAMAGED);
    fields.putInt(34, -1);
    assertThat(HostileImageTest.reasonOf(decoder, bmp)).isEqualTo(RejectReason.DAMAGED);
    assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(4 * MEBI);
  }

  @Test
  void aBmpOfRunsThatDeclaresMorePixelsThanTheLimitIsTurnedAway() {
    byte[] bmp = runs();
    ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).putInt(18, 16_000).putInt(22, 16_000);
    assertThat(HostileImageTest.reasonOf(decoder, bmp)).isEqualTo(RejectReason.TOO_MANY_PIXELS);
  }

  @Test
  void aGifWhoseCodesDoNotFillItsFrameIsTurnedAway() {
    byte[] gif = TestPictures.write(TestPictures.palette(30, 30), "gif");
    assertThat(HostileImageTest.reasonOf(decoder, gif)).isNull();
    int frame = 13 + 3 * 4;
    while (gif[frame] != 0x2C) {
      frame++;
    }
    ByteBuffer fields = ByteBuffer.wrap(gif).order(ByteOrder.LITTLE_ENDIAN);
    fields.putShort(frame + 5, (short) 4_000).putShort(frame + 7, (short) 4_000);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    assertThat(HostileImageTest.reasonOf(decoder, gif)).isEqualTo(RejectReason.DAMAGED);
    assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(4 * MEBI);
    fields.putShort(frame + 5, (short) 30).putShort(frame + 7, (short) 31);
    assertThat(HostileImageTest.reasonOf(decoder, gif)).isEqualTo(RejectReason.DAMAGED);
    fields.putShort(frame + 5, (short) -1).putShort(frame + 7, (short) -1);
    assertThat(HostileImageTest.reasonOf(decoder, gif)).isEqualTo(RejectReason.DAMAGED);
  }

  @Test
  void aGifThatUnpacksToMorePixelsThanTheLimitIsTurnedAway() {
    byte[] gif =
        TestPictures.write(new BufferedImage(6_000, 6_000, BufferedImage.TYPE_BYTE_INDEXED), "gif");
    assertThat(gif.length).isLessThan(100_000);
    assertThat(HostileImageTest.reasonOf(decoder, gif)).isEqualTo(RejectReason.TOO_MANY_PIXELS);
  }

  @Test
  void theScreenOfAGifTakesNoMemory() throws Exception {
    byte[] gif = TestPictures.write(TestPictures.palette(30, 30), "gif");
    ByteBuffer.wrap(gif)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putShort(6, (short) -1)
        .putShort(8, (short) -1);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    assertThat(decoder.decode(gif).width()).isEqualTo(30);
    assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(4 * MEBI);
  }

  @Test
  void framesOfAGifBehindTheFirstTakeNoMemory() throws Exception {
    GifFile gif = new GifFile(64, 64, new byte[3 * 128]);
    for (int frame = 0; frame < 2_000; frame++) {
      gif.frame(0, 0, 64, 64, null, false, (x, y) -> 0);
    }
    byte[] file = gif.end();
    long before = THREADS.getCurrentThreadAllocatedBytes();
    assertThat(decoder.decode(file).width()).isEqualTo(64);
    assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(4 * MEBI);
  }

  // On a thread of its own: a decoder that joins the blocks takes hours and heeds no interrupt.
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  @ParameterizedTest
  @ValueSource(ints = {0xFE, 0xFF, 0x01, 0x77})
  void blocksOfOneByteInAGifReachNoDecoder(int label) throws Exception {
    int[] lengths = new int[ImageLimits.defaults().maxBytes() / 2 - 1_000];
    Arrays.fill(lengths, 1);
    byte[] file =
        new GifFile(4, 3, new byte[3 * 128])
            .extension(label, lengths)
            .frame(0, 0, 4, 3, null, false, (x, y) -> 0)
            .end();
    assertThat(file.length).isGreaterThan(15 * MEBI);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    assertThat(decoder.decode(file).width()).isEqualTo(4);
    assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(4 * MEBI);
  }

  private static byte[] runs() {
    BufferedImage black = new BufferedImage(40, 40, BufferedImage.TYPE_BYTE_INDEXED);
    byte[] bmp = TestPictures.write(black, "bmp");
    ByteBuffer fields = ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN);
    int pixels = fields.getInt(10);
    byte[] packed = new byte[2 * 40 + 2];
    for (int row = 0; row < 40; row++) {
      packed[2 * row] = 40;
    }
    packed[packed.length - 1] = 1;
    byte[] file = Arrays.copyOf(bmp, pixels + packed.length);
    System.arraycopy(packed, 0, file, pixels, packed.length);
    ByteBuffer.wrap(file)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(2, file.length)
        .putInt(30, 1)
        .putInt(34, packed.length);
    return file;
  }

  private static byte[] packedZeros(int count) throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(packed, new Deflater(1))) {
      byte[] zeros = new byte[MEBI];
      for (int i = 0; i < count / MEBI; i++) {
        out.write(zeros);
      }
    }
    return packed.toByteArray();
  }
}
