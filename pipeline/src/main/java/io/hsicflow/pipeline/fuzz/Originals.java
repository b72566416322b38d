package io.hsicflow.pipeline.fuzz;

import io.hsicflow.model.image.ImageFormat;
import java.awt.Point;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The real pictures that hostile ones are made of: generated, and encoded by the JDK in every
 * format and kind that the gate takes. Number {@code i} is a pure function of the seed and {@code
 * i}.
 */
final class Originals {
  private static final int COUNT = 160;
  private static final int KINDS = 20;
  private static final int SMALL = 64;
  private static final int LARGE = 240;

  private final long seed;
  private final Original[] made = new Original[COUNT];

  Originals(long seed) {
    this.seed = seed;
  }

  /** One of them. */
  Original drawn(Draw draw) {
    return at(draw.below(COUNT));
  }

  /** One of that format. */
  Original drawn(Draw draw, ImageFormat format) {
    Original original = drawn(draw);
    return original.format() == format ? original : drawn(draw, format);
  }

  private Original at(int index) {
    if (made[index] == null) {
      // Numbers below 0 are no inputs: their draws are free.
      made[index] = make(index, Draw.of(seed, -1L - index, 0));
    }
    return made[index];
  }

  private static Original make(int index, Draw draw) {
    int most = index / KINDS == 0 ? LARGE : SMALL;
    int width = draw.between(1, most);
    int height = draw.between(1, most);
    BufferedImage rgb =
        filled(new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR), draw);
    return switch (index % KINDS) {
      case 0, 1 -> jpeg(EncodedImage.of(rgb, "jpeg", false, null));
      case 2, 3 -> jpeg(EncodedImage.of(rgb, "jpeg", true, null));
      case 4 ->
          jpeg(EncodedImage.of(drawn(rgb, BufferedImage.TYPE_BYTE_GRAY), "jpeg", false, null));
      case 5 -> jpeg(exif(EncodedImage.of(rgb, "jpeg", draw.chance(0.5), null), draw));
      case 6 -> png(EncodedImage.of(rgb, "png", false, null));
      case 7 -> png(EncodedImage.of(rgb, "png", true, null));
      case 8 -> png(EncodedImage.of(drawn(rgb, BufferedImage.TYPE_INT_ARGB), "png", false, null));
      case 9 ->
          png(EncodedImage.of(drawn(rgb, BufferedImage.TYPE_USHORT_GRAY), "png", false, null));
      case 10 ->
          png(EncodedImage.of(palette(rgb, draw.one(List.of(1, 2, 4, 8))), "png", false, null));
      case 11 ->
          png(EncodedImage.of(palette(rgb, draw.one(List.of(1, 2, 4, 8))), "png", true, null));
      case 12 -> png(EncodedImage.of(wide(width, height, draw), "png", draw.chance(0.5), null));
      case 13 -> bmp(EncodedImage.of(rgb, "bmp", false, null));
      case 14 -> bmp(EncodedImage.of(palette(rgb, draw.one(List.of(1, 4, 8))), "bmp", false, null));
      case 15 -> bmp(EncodedImage.of(palette(rgb, 8), "bmp", false, "BI_RLE8"));
      case 16 ->
          bmp(
              EncodedImage.of(
                  drawn(rgb, BufferedImage.TYPE_USHORT_565_RGB), "bmp", false, "BI_BITFIELDS"));
      case 17 -> gif(EncodedImage.of(palette(rgb, 8), "gif", false, null));
      case 18 ->
          gif(EncodedImage.of(palette(rgb, draw.one(List.of(1, 2, 4, 8))), "gif", true, null));
      default -> gif(EncodedImage.animation(palette(rgb, 8), draw.between(2, 5)));
    };
  }

  /** Slopes with grain on them, so that packing has something to do and something to leave. */
  private static BufferedImage filled(BufferedImage image, Draw draw) {
    int grain = draw.one(List.of(1, 8, 128));
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int red = 200 * x / image.getWidth() + draw.below(grain) & 0xFF;
        int green = 200 * y / image.getHeight() + draw.below(grain) & 0xFF;
        image.setRGB(x, y, red << 16 | green << 8 | draw.below(grain));
      }
    }
    return image;
  }

  /** The same picture with other samples. */
  private static BufferedImage drawn(BufferedImage rgb, int type) {
    BufferedImage image = new BufferedImage(rgb.getWidth(), rgb.getHeight(), type);
    for (int y = 0; y < rgb.getHeight(); y++) {
      for (int x = 0; x < rgb.getWidth(); x++) {
        image.setRGB(x, y, rgb.getRGB(x, y) & (x + y << 25 | 0xFFFFFF));
      }
    }
    return image;
  }

  private static BufferedImage palette(BufferedImage rgb, int bits) {
    byte[] shades = new byte[1 << bits];
    for (int i = 0; i < shades.length; i++) {
      shades[i] = (byte) (255 * i / (shades.length - 1));
    }
    IndexColorModel colours = new IndexColorModel(bits, shades.length, shades, shades, shades);
    WritableRaster raster =
        bits == 8
            ? colours.createCompatibleWritableRaster(rgb.getWidth(), rgb.getHeight())
            : Raster.createPackedRaster(
                DataBuffer.TYPE_BYTE, rgb.getWidth(), rgb.getHeight(), 1, bits, new Point());
    for (int y = 0; y < rgb.getHeight(); y++) {
      for (int x = 0; x < rgb.getWidth(); x++) {
        raster.setSample(x, y, 0, (rgb.getRGB(x, y) & 0xFF) >> 8 - bits);
      }
    }
    return new BufferedImage(colours, raster, false, null);
  }

  /** Sixteen bits a sample, red green blue and alpha. */
  private static BufferedImage wide(int width, int height, Draw draw) {
    ColorModel colours =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_sRGB),
            true,
            false,
            ColorModel.TRANSLUCENT,
            DataBuffer.TYPE_USHORT);
    WritableRaster raster = colours.createCompatibleWritableRaster(width, height);
    int[] samples = new int[4 * width * height];
    Arrays.setAll(samples, i -> draw.below(1 << 16));
    raster.setPixels(0, 0, width, height, samples);
    return new BufferedImage(colours, raster, false, null);
  }

  private static byte[] exif(byte[] jpeg, Draw draw) {
    byte[] tag = {0x12, 1, 3, 0, 1, 0, 0, 0, (byte) draw.between(0, 9), 0, 0, 0};
    byte[] block = {'E', 'x', 'i', 'f', 0, 0, 'I', 'I', 42, 0, 8, 0, 0, 0, 1, 0};
    JpegParts kind = new JpegParts();
    List<byte[]> parts = new ArrayList<>(kind.split(jpeg));
    parts.add(1, JpegParts.segment(0xE1, ByteEdits.joined(block, tag)));
    return kind.join(parts);
  }

  private static Original jpeg(byte[] file) {
    return new Original(ImageFormat.JPEG, file);
  }

  private static Original png(byte[] file) {
    return new Original(ImageFormat.PNG, file);
  }

  private static Original bmp(byte[] file) {
    return new Original(ImageFormat.BMP, file);
  }

  private static Original gif(byte[] file) {
    return new Original(ImageFormat.GIF, file);
  }
}
