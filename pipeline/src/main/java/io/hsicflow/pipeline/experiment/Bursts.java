package io.hsicflow.pipeline.experiment;

import io.hsicflow.model.image.DecodedPixels;
import io.hsicflow.model.random.CounterRandom;
import io.hsicflow.model.random.Purpose;
import io.hsicflow.pipeline.UserException;
import io.hsicflow.pipeline.bench.LearnPictures;
import io.hsicflow.pipeline.demo.ShuffledPasses;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A stream like video: pictures in random order, each for {@link #LENGTH} images in a row, the
 * first as it is and the others with a {@link SmallChange}.
 */
final class Bursts {
  /** Images of a picture. */
  static final int LENGTH = 16;

  private Bursts() {}

  static ImageStream stream(LearnPictures data, int images, long seed) {
    int needed = (images + LENGTH - 1) / LENGTH;
    if (data.train().size() < needed) {
      throw new UserException(
          "The stream shows %d pictures %d times each, and there are %d: take fewer places (--places) or more of them for an image (--k)."
              .formatted(needed, LENGTH, data.train().size()));
    }
    int[] order = new int[data.train().size()];
    CounterRandom random = CounterRandom.at(seed, Purpose.STREAM, 0, DrawKind.BURSTS.stream());
    ShuffledPasses.permute(random, order);
    List<DecodedPixels> shown = new ArrayList<>(images);
    int[] pictures = new int[images];
    for (int i = 0; i < images; i++) {
      pictures[i] = order[i / LENGTH];
      DecodedPixels picture = data.train().get(pictures[i]);
      random.reset(seed, Purpose.STREAM, i, DrawKind.CHANGE.stream());
      shown.add(i % LENGTH == 0 ? picture : SmallChange.of(picture, random));
    }
    return new ImageStream(List.copyOf(shown), pictures, Set.of());
  }
}
