package io.hsicflow.pipeline.bench;

import io.hsicflow.model.image.ImageDecoder;
import io.hsicflow.pipeline.UserException;
import io.hsicflow.pipeline.views.ImageSample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The pictures that augmentation is measured on.
 *
 * @param files image files that the gate lets in, at least one
 * @param name what they are, for people
 */
public record EncodedPictures(List<byte[]> files, String name) {
  /** Up to this size of the views pictures are made no larger than views. */
  private static final int SMALL = 64;

  private static final int MADE_FOR = 224;
  private static final int MADE_WIDTH = 500;
  private static final int MADE_HEIGHT = 375;

  /** Keeps a copy of the list. */
  public EncodedPictures {
    files = List.copyOf(files);
  }

  /**
   * Pictures like photographs: as large as a view for views of up to 64 pixels, above that 500 by
   * 375 for views of 224 and in this proportion for others.
   *
   * @param viewSize side of the views in pixels
   */
  public static EncodedPictures made(int count, int viewSize) throws IOException {
    if (count < 1) {
      throw new UserException(
          count + " pictures measure nothing: take at least 1, better some dozens (--images).");
    }
    boolean small = viewSize <= SMALL;
    int width = small ? viewSize : MADE_WIDTH * viewSize / MADE_FOR;
    int height = small ? viewSize : MADE_HEIGHT * viewSize / MADE_FOR;
    return new EncodedPictures(
        MadePhotographs.jpegs(count, width, height),
        "made JPEGs of %d x %d pixels".formatted(width, height));
  }

  /** Up to {@code most} of a data set's images; arguments as in {@link ImageSample#draw}. */
  public static EncodedPictures of(Path data, int most, long seed, ImageDecoder decoder)
      throws IOException {
    return new EncodedPictures(
        ImageSample.draw(data, most, seed, decoder).stream().map(ImageSample::file).toList(),
        "images of " + data);
  }

  /** Mean length of a file in KiB. */
  double kilobytes() {
    return files.stream().mapToInt(file -> file.length).average().orElseThrow() / 1024;
  }
}
