package io.hsicflow.pipeline.views;

import io.hsicflow.connectors.dataset.DatasetImage;
import io.hsicflow.connectors.dataset.DatasetLimits;
import io.hsicflow.connectors.dataset.DatasetReader;
import io.hsicflow.connectors.dataset.Datasets;
import io.hsicflow.model.image.DecodedPixels;
import io.hsicflow.model.image.ImageDecoder;
import io.hsicflow.model.image.ImageRejectedException;
import io.hsicflow.pipeline.UserException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * An image of a data set that the gate lets in.
 *
 * @param name its path in the data set, or its file and number
 * @param file the file's bytes
 * @param picture the same decoded
 */
public record ImageSample(String name, byte[] file, DecodedPixels picture) {

  /**
   * Draws images from a data set; what the decoder refuses is passed over.
   *
   * @param data what {@link Datasets} opens
   * @param most how many at most; fewer where the data set has fewer
   * @param seed of the order in which they are drawn
   * @throws UserException if there is none
   */
  public static List<ImageSample> draw(Path data, int most, long seed, ImageDecoder decoder)
      throws IOException {
    if (most < 1) {
      throw new UserException(most + " images show nothing: take at least 1 (--images).");
    }
    List<ImageSample> drawn = new ArrayList<>();
    String refusal = "it has none.";
    try (DatasetReader reader =
        Datasets.open(data, DatasetLimits.defaults(), OptionalLong.of(seed))) {
      for (DatasetImage image = reader.next();
          image != null && drawn.size() < most;
          image = reader.next()) {
        try {
          drawn.add(new ImageSample(image.id(), image.file(), decoder.decode(image.file())));
        } catch (ImageRejectedException e) {
          refusal = "the last was " + image.id() + ": " + e.getMessage();
        }
      }
    }
    if (drawn.isEmpty()) {
      throw new UserException(
          "No image of --data " + data + " can be used; " + refusal + " Give other images.");
    }
    return drawn;
  }
}
