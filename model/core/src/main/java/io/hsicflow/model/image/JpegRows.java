package io.hsicflow.model.image;

import java.awt.image.DataBufferByte;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;

/**
 * The components of a JPEG as they are stored, turned into RGB here: the JDK's own conversion
 * guesses at colour spaces, follows embedded profiles and refuses ink. Luma and chroma are given as
 * they are stored and converted afterwards, in place, so that of a large picture only the pixels
 * are converted that are left once it is shrunk.
 */
final class JpegRows implements PixelRows {
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
  public byte[] all() {
    boolean own = bands == 3 && stride == 3 * width && data.length == 3 * width * height;
    return own ? data : PixelRows.super.all();
  }

  @Override
  public void toRgb(byte[] samples) {
    if (colours == JpegColours.YCC) {
      YccConversion.toRgb(samples, 0, samples.length);
    }
  }

  @Override
  public void row(int y, byte[] samples, int offset) {
    int from = y * stride;
    int end = offset + 3 * width;
    switch (colours) {
      case GRAY -> {
        for (int to = offset; to < end; to += 3) {
          byte gray = data[from++];
          samples[to] = gray;
          samples[to + 1] = gray;
          samples[to + 2] = gray;
        }
      }
      case RGB, YCC -> System.arraycopy(data, from, samples, offset, 3 * width);
      case CMYK -> ink(from, samples, offset, end, 0xFF);
      case INVERTED_CMYK -> ink(from, samples, offset, end, 0);
      case YCCK -> lumaAndChromaOfInk(from, samples, offset, end);
    }
  }

  private void lumaAndChromaOfInk(int start, byte[] rgb, int offset, int end) {
    for (int to = offset, from = start; to < end; to += 3, from += 4) {
      rgb[to] = data[from];
      rgb[to + 1] = data[from + 1];
      rgb[to + 2] = data[from + 2];
    }
    YccConversion.toRgb(rgb, offset, end);
    for (int to = offset, black = start + 3; to < end; to += 3, black += 4) {
      int paper = data[black] & 0xFF;
      rgb[to] = product(255 - (rgb[to] & 0xFF), paper);
      rgb[to + 1] = product(255 - (rgb[to + 1] & 0xFF), paper);
      rgb[to + 2] = product(255 - (rgb[to + 2] & 0xFF), paper);
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
}
