package io.hsicflow.model.image;

import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;

/**
 * The rows of a decoded PNG, GIF or BMP. Gray, gray with alpha, RGB and RGBA samples are taken as
 * they are (the JDK would bend gray by a gamma), 16 bits rounded to 8; palettes and packed pixels
 * go through their colour model. What is transparent shows black beneath: a picture's hidden
 * colours are no part of it.
 */
final class ColourModelRows implements PixelRows {
  /** For a picture none of whose gray levels is hidden. */
  static final int NONE_HIDDEN = -1;

  private static final int WIDE = 65535;
  private static final long WIDE_SQUARE = (long) WIDE * WIDE;

  private final BufferedImage image;
  private final Raster raster;
  private final boolean samples;
  private final boolean wide;
  private final int bands;
  private final boolean premultiplied;
  private final int[] line;
  private final int[] byteOffsets;
  private final int hidden;

  /**
   * @param hidden the level, 0 to 255, that is transparent in a gray picture of few bits, where the
   *     JDK's own alpha is wrong; or {@link #NONE_HIDDEN}
   */
  ColourModelRows(BufferedImage image, int hidden) throws ImageRejectedException {
    this.image = image;
    this.hidden = hidden;
    raster = image.getRaster();
    bands = raster.getNumBands();
    samples = image.getColorModel() instanceof ComponentColorModel;
    int type = raster.getSampleModel().getDataType();
    wide = type == DataBuffer.TYPE_USHORT;
    if (samples && (bands > 4 || !wide && type != DataBuffer.TYPE_BYTE)) {
      throw FileBytes.unsupported(
          "The picture has " + bands + " samples a pixel of data type " + type + ".");
    }
    premultiplied = image.isAlphaPremultiplied();
    line = new int[image.getWidth() * (samples ? bands : 1)];
    byteOffsets =
        samples
                && !wide
                && bands == 3
                && raster.getSampleModel() instanceof ComponentSampleModel model
                && raster.getDataBuffer().getNumBanks() == 1
            ? model.getBandOffsets()
            : null;
  }

  @Override
  public int width() {
    return image.getWidth();
  }

  @Override
  public int height() {
    return image.getHeight();
  }

  @Override
  public void row(int y, byte[] rgb, int offset) {
    if (byteOffsets != null) {
      plainRow(y, rgb, offset);
    } else if (samples) {
      sampleRow(y, rgb, offset);
    } else {
      colourModelRow(y, rgb, offset);
    }
  }

  /** Three bytes a pixel, the common case. */
  private void plainRow(int y, byte[] rgb, int offset) {
    ComponentSampleModel model = (ComponentSampleModel) raster.getSampleModel();
    byte[] data = ((DataBufferByte) raster.getDataBuffer()).getData();
    int from = y * model.getScanlineStride();
    int step = model.getPixelStride();
    int red = byteOffsets[0];
    int green = byteOffsets[1];
    int blue = byteOffsets[2];
    for (int to = offset, end = offset + 3 * width(); to < end; to += 3, from += step) {
      rgb[to] = data[from + red];
      rgb[to + 1] = data[from + green];
      rgb[to + 2] = data[from + blue];
    }
  }

  private void sampleRow(int y, byte[] rgb, int offset) {
    raster.getPixels(0, y, width(), 1, line);
    boolean alpha = bands == 2 || bands == 4;
    int colours = alpha ? bands - 1 : bands;
    int full = wide ? WIDE : 255;
    int to = offset;
    for (int from = 0; from < line.length; from += bands) {
      int cover = alpha && !premultiplied ? line[from + bands - 1] : full;
      if (hidden != NONE_HIDDEN) {
        cover = line[from] == hidden ? 0 : full;
      }
      for (int c = 0; c < 3; c++) {
        int sample = line[from + (colours == 1 ? 0 : c)];
        rgb[to++] = wide ? wideCovered(sample, cover) : covered(sample, cover);
      }
    }
  }

  private void colourModelRow(int y, byte[] rgb, int offset) {
    image.getRGB(0, y, width(), 1, line, 0, width());
    int to = offset;
    for (int argb : line) {
      int cover = argb >>> 24;
      rgb[to++] = covered(argb >> 16 & 0xFF, cover);
      rgb[to++] = covered(argb >> 8 & 0xFF, cover);
      rgb[to++] = covered(argb & 0xFF, cover);
    }
  }

  private static byte covered(int value, int cover) {
    return (byte) ((value * cover + 127) / 255);
  }

  /** Of sixteen bits each, rounded once. */
  private static byte wideCovered(int value, int cover) {
    return (byte) ((255L * value * cover + WIDE_SQUARE / 2) / WIDE_SQUARE);
  }
}
