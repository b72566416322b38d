package io.hsicflow.model.image;

import io.hsicflow.model.random.CounterRandom;
import io.hsicflow.model.random.Purpose;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Small image files of every kind, honest and hostile. */
final class TestPictures {
  static final byte[] PNG_SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

  private TestPictures() {}

  /**
   * Red grows with x, green with y, blue is constant; smooth, so that JPEG keeps it to a few
   * levels.
   */
  static BufferedImage gradient(int width, int height, int type) {
    BufferedImage image = new BufferedImage(width, height, type);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, 0xFF000000 | red(x, width) << 16 | green(y, height) << 8 | 100);
      }
    }
    return image;
  }

  static int red(int x, int width) {
    return 40 + 160 * x / width;
  }

  static int green(int y, int height) {
    return 220 - 160 * y / height;
  }

  static byte[] write(BufferedImage image, String format) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, format, out)) {
        throw new IllegalArgumentException("no writer of " + format + " for " + image);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static byte[] jpeg(int width, int height) {
    return write(gradient(width, height, BufferedImage.TYPE_INT_RGB), "jpeg");
  }

  static byte[] png(int width, int height) {
    return write(gradient(width, height, BufferedImage.TYPE_INT_RGB), "png");
  }

  static byte[] progressiveJpeg(int width, int height) {
    return writeJpeg(
        new IIOImage(gradient(width, height, BufferedImage.TYPE_INT_RGB), null, null), true);
  }

  /** Four components as stored, without any marker that says what they mean. */
  static byte[] fourComponentJpeg(int width, int height, int... values) {
    WritableRaster raster =
        Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, width, height, 4, null);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        raster.setPixel(x, y, values);
      }
    }
    return writeJpeg(new IIOImage(raster, null, null), false);
  }

  /** A JPEG as heavy as a photograph: waves, edges and grain. */
  static byte[] scene(int width, int height, float quality) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    CounterRandom random = CounterRandom.at(1, Purpose.TEST, width, height);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double wave = 50 * Math.sin(x / 31.0 + y / 47.0) + 30 * Math.sin(x / 7.0 - y / 5.0);
        int block = (x / 23 + y / 17) % 3 * 25;
        int grain = random.nextInt(17) - 8;
        int level = (int) (110 + wave) + block + grain;
        image.setRGB(x, y, level(level) << 16 | level(level + block) << 8 | level(200 - level));
      }
    }
    return writeJpeg(new IIOImage(image, null, null), false, quality);
  }

  private static int level(int value) {
    return Math.max(0, Math.min(255, value));
  }

  private static byte[] writeJpeg(IIOImage image, boolean progressive) {
    return writeJpeg(image, progressive, 0.95f);
  }

  private static byte[] writeJpeg(IIOImage image, boolean progressive, float quality) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(quality);
      if (progressive) {
        param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
      }
      writer.setOutput(stream);
      writer.write(null, image, param);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }

  /** A JPEG with a segment put in behind its first marker. */
  static byte[] withSegment(byte[] jpeg, int marker, byte[] content) {
    byte[] out = new byte[jpeg.length + content.length + 4];
    System.arraycopy(jpeg, 0, out, 0, 2);
    out[2] = (byte) 0xFF;
    out[3] = (byte) marker;
    out[4] = (byte) (content.length + 2 >> 8);
    out[5] = (byte) (content.length + 2);
    System.arraycopy(content, 0, out, 6, content.length);
    System.arraycopy(jpeg, 2, out, 6 + content.length, jpeg.length - 2);
    return out;
  }

  static byte[] adobe(int transform) {
    return new byte[] {'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, (byte) transform};
  }

  /** EXIF in either byte order with nothing but an orientation. */
  static byte[] exif(int orientation, boolean little) {
    return little
        ? new byte[] {
          'E',
          'x',
          'i',
          'f',
          0,
          0,
          'I',
          'I',
          42,
          0,
          8,
          0,
          0,
          0,
          1,
          0,
          0x12,
          1,
          3,
          0,
          1,
          0,
          0,
          0,
          (byte) orientation,
          0,
          0,
          0
        }
        : new byte[] {
          'E',
          'x',
          'i',
          'f',
          0,
          0,
          'M',
          'M',
          0,
          42,
          0,
          0,
          0,
          8,
          0,
          1,
          1,
          0x12,
          0,
          3,
          0,
          0,
          0,
          1,
          0,
          (byte) orientation,
          0,
          0
        };
  }

  /** Repeats the last scan of a JPEG, which stays legal when it is progressive. */
  static byte[] repeatLastScan(byte[] jpeg, int times) {
    int scan = jpeg.length - 2;
    while ((jpeg[scan] & 0xFF) != 0xFF || (jpeg[scan + 1] & 0xFF) != 0xDA) {
      scan--;
    }
    int length = jpeg.length - 2 - scan;
    byte[] out = new byte[jpeg.length + times * length];
    System.arraycopy(jpeg, 0, out, 0, jpeg.length - 2);
    for (int i = 0; i < times; i++) {
      System.arraycopy(jpeg, scan, out, jpeg.length - 2 + i * length, length);
    }
    out[out.length - 2] = (byte) 0xFF;
    out[out.length - 1] = (byte) 0xD9;
    return out;
  }

  /**
   * A PNG whose header says anything and whose pixels are all zeros, packed as small as they go.
   */
  static byte[] blackPng(int width, int height, int packedRows) {
    byte[] pixels = new byte[packedRows == 0 ? 0 : (1 + (width + 7) / 8) * packedRows];
    Deflater deflater = new Deflater(9);
    deflater.setInput(pixels);
    deflater.finish();
    byte[] packed = new byte[pixels.length / 500 + 1000];
    int length = deflater.deflate(packed);
    deflater.end();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.write(PNG_SIGNATURE);
      ByteArrayOutputStream header = new ByteArrayOutputStream();
      DataOutputStream fields = new DataOutputStream(header);
      fields.writeInt(width);
      fields.writeInt(height);
      fields.write(new byte[] {1, 0, 0, 0, 0});
      chunk(out, "IHDR", header.toByteArray());
      chunk(out, "IDAT", Arrays.copyOf(packed, length));
      chunk(out, "IEND", new byte[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static void chunk(DataOutputStream out, String type, byte[] content) throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(content);
    out.writeInt(content.length);
    out.write(name);
    out.write(content);
    out.writeInt((int) crc.getValue());
  }

  /** Four colours, the last one transparent. */
  static BufferedImage palette(int width, int height) {
    IndexColorModel colours =
        new IndexColorModel(
            2,
            4,
            new byte[] {(byte) 255, 0, 0, (byte) 200},
            new byte[] {0, (byte) 255, 0, (byte) 200},
            new byte[] {0, 0, (byte) 255, (byte) 200},
            3);
    BufferedImage image =
        new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, colours);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.getRaster().setSample(x, y, 0, (x + y) % 4);
      }
    }
    return image;
  }
}
