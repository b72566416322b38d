package io.hsicflow.model.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Decodes a small picture of its own making in each format, so that loading the JDK's decoders and
 * their native libraries, which costs far more than decoding an image, is charged to no image.
 */
public final class DecoderWarmUp {
  private static final int SIDE = 16;

  private DecoderWarmUp() {}

  /**
   * Loads the decoders of {@code formats}.
   *
   * @throws IllegalStateException if this Java has no decoder for one of them, or a broken one
   */
  public static void of(Set<ImageFormat> formats) {
    ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults().withFormats(formats));
    for (ImageFormat format : formats) {
      try {
        decoder.decode(picture(format));
      } catch (IOException | ImageRejectedException e) {
        throw new IllegalStateException(
            "This Java does not decode its own "
                + format
                + ": run on a JDK with the module java.desktop, or leave the format out.",
            e);
      }
    }
  }

  private static byte[] picture(ImageFormat format) throws IOException {
    BufferedImage picture = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(file)) {
      if (!ImageIO.write(picture, format.name(), out)) {
        throw new IOException("There is no encoder for " + format + ".");
      }
    }
    return file.toByteArray();
  }
}
