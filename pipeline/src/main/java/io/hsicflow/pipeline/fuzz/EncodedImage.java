package io.hsicflow.pipeline.fuzz;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Writes image files with the JDK's encoders. */
final class EncodedImage {
  private EncodedImage() {}

  /**
   * A picture as a file.
   *
   * @param format of the JDK's writers: {@code jpeg}, {@code png}, {@code bmp}, {@code gif}
   * @param progressive for JPEG several scans, for PNG and GIF interlaced
   * @param compression a method of that writer by its name, null for its own choice
   */
  static byte[] of(BufferedImage image, String format, boolean progressive, String compression) {
    ImageWriter writer = writer(image, format);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(file)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      if (param.canWriteProgressive()) {
        param.setProgressiveMode(
            progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
      }
      if (compression != null) {
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionType(compression);
      }
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), param);
    } catch (IOException e) {
      throw new UncheckedIOException("A picture cannot be written as " + format + ".", e);
    } finally {
      writer.dispose();
    }
    return file.toByteArray();
  }

  /** Frames one behind the other in a GIF. */
  static byte[] animation(BufferedImage frame, int frames) {
    ImageWriter writer = writer(frame, "gif");
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(file)) {
      writer.setOutput(out);
      writer.prepareWriteSequence(null);
      for (int i = 0; i < frames; i++) {
        writer.writeToSequence(new IIOImage(frame, null, null), null);
      }
      writer.endWriteSequence();
    } catch (IOException e) {
      throw new UncheckedIOException("An animation cannot be written.", e);
    } finally {
      writer.dispose();
    }
    return file.toByteArray();
  }

  private static ImageWriter writer(BufferedImage image, String format) {
    Iterator<ImageWriter> writers =
        ImageIO.getImageWriters(ImageTypeSpecifier.createFromRenderedImage(image), format);
    if (!writers.hasNext()) {
      throw new IllegalStateException(
          "This Java has no encoder of " + format + " for " + image + ": run on a whole JDK.");
    }
    return writers.next();
  }
}
