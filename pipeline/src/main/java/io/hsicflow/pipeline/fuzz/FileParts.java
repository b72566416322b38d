package io.hsicflow.pipeline.fuzz;

import io.hsicflow.model.image.ImageFormat;
import java.util.List;

/** An image file as the parts that its format is made of, to be edited and joined again. */
interface FileParts {

  /** The parts of that format. */
  static FileParts of(ImageFormat format) {
    return switch (format) {
      case JPEG -> new JpegParts();
      case PNG -> new PngParts();
      case BMP -> new BmpParts();
      case GIF -> new GifParts();
    };
  }

  /**
   * Takes an honest file apart.
   *
   * @return a list that may be changed
   */
  List<byte[]> split(byte[] file);

  /** The file of those parts, with lengths and checksums that fit them. */
  byte[] join(List<byte[]> parts);

  /** A part that a file of this format may have. */
  byte[] made(Draw draw);

  /** Lets the file say something else of its size or its kind. */
  void lie(List<byte[]> parts, Draw draw);
}
