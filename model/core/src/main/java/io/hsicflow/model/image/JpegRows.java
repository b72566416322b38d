package io.hsicflow.model.image;

import java.awt.image.DataBufferByte;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;

/**
 * The components of a JPEG as they are stored, turned into RGB here: the JDK's own conversion
 * guesses at colour spaces, follows embedded profiles and refuses ink. YCC as libjpeg does it, in
 * 16-bit fixed point, so that pixels equal those of other decoders.
 */
final class JpegRows implements PixelRows {
  private static final int HALF = 1 << 15;
  private static final int RED_BY_CR = 91881;
  private static final int BLUE_BY_CB = 116130;
  private static final int GREEN_BY_CR = -46802;
  private static final int GREEN_BY_CB = -22554;

  private final int width;
  private final int height;
  private final JpegColours colours;
  private final byte[] data;
  private final int stride;
  private final int bands;

  /**
   * @param raster interleaved bytes, as the JDK's JPEG reader gives them
   */
  JpegRows(Raster raster, JpegColours colours) throws ImageRejectedException {
    if (!(raster.getDataBuffer() instanceof DataBufferByte buffer)
        || !(raster.getSampleModel() instanceof PixelInterleavedSampleModel model)) {
      throw FileBytes.unsupported(
          "The JPEG's samples are laid out as " + raster.getSampleModel() + ".");
    }
    int expected =
        colours == JpegColours.GRAY
            ? 1
            : colours == JpegColours.RGB || colours == JpegColours.YCC ? 3 : 4;
    if (raster.getNumBands() != expected || model.getPixelStride() != expected) {
      throw FileBytes.damaged(
          "The JPEG decodes to "
              + raster.getNumBands()
              + " components instead of "
              + expected
              + ".");
    }
    this.width = raster.getWidth();
    this.height = raster.getHeight();
    this.colours = colours;
    this.data = buffer.getData();
    this.stride = model.getScanlineStride();
    this.bands = expected;
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public int height() {
    return height;
  }

  @Override
  public void row(int y, byte[] rgb, int offset) {
    int from = y * stride;
    int end = offset + 3 * width;
    switch (colours) {
      case GRAY -> {
        for (int to = offset; to < end; to += 3) {
          byte gray = data[from++];
          rgb[to] = gray;
          rgb[to + 1] = gray;
          rgb[to + 2] = gray;
        }
      }
      case RGB -> System.arraycopy(data, from, rgb, offset, 3 * width);
      case YCC -> ycc(from, rgb, offset, end);
      case CMYK -> ink(from, rgb, offset, end, 0xFF);
      case INVERTED_CMYK -> ink(from, rgb, offset, end, 0);
      case YCCK -> {
        ycc(from, rgb, offset, end);
        for (int to = offset, black = from + 3; to < end; to += 3, black += bands) {
          int paper = data[black] & 0xFF;
          rgb[to] = product(255 - (rgb[to] & 0xFF), paper);
          rgb[to + 1] = product(255 - (rgb[to + 1] & 0xFF), paper);
          rgb[to + 2] = product(255 - (rgb[to + 2] & 0xFF), paper);
        }
      }
    }
  }

  private void ycc(int start, byte[] rgb, int offset, int end) {
    for (int to = offset, from = start; to < end; to += 3, from += bands) {
      int luma = data[from] & 0xFF;
      int cb = (data[from + 1] & 0xFF) - 128;
      int cr = (data[from + 2] & 0xFF) - 128;
      rgb[to] = level(luma + (RED_BY_CR * cr + HALF >> 16));
      rgb[to + 1] = level(luma + (GREEN_BY_CB * cb + GREEN_BY_CR * cr + HALF >> 16));
      rgb[to + 2] = level(luma + (BLUE_BY_CB * cb + HALF >> 16));
    }
  }

  private void ink(int start, byte[] rgb, int offset, int end, int flip) {
    for (int to = offset, from = start; to < end; to += 3, from += 4) {
      int paper = data[from + 3] & 0xFF ^ flip;
      rgb[to] = product(data[from] & 0xFF ^ flip, paper);
      rgb[to + 1] = product(data[from + 1] & 0xFF ^ flip, paper);
      rgb[to + 2] = product(data[from + 2] & 0xFF ^ flip, paper);
    }
  }

  private static byte product(int a, int b) {
    return (byte) ((a * b + 127) / 255);
  }

  private static byte level(int value) {
    return (byte) Math.max(0, Math.min(255, value));
  }
}
