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
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * A stream of one class after the other, each for an equal part of it: classes in random order, the
 * images of a class in random order, none twice.
 */
final class ClassOrder {
  private ClassOrder() {}

  static ImageStream stream(LearnPictures data, int images, long seed) {
    int[] classes =
        IntStream.of(data.classes())
            .filter(number -> number != LearnPictures.NO_CLASS)
            .distinct()
            .sorted()
            .toArray();
    int[] order = permutation(seed, 0, DrawKind.CLASSES, classes.length);
    List<DecodedPixels> shown = new ArrayList<>(images);
    List<Integer> pictures = new ArrayList<>(images);
    Set<Integer> seenFirst = new TreeSet<>();
    for (int turn = 0; turn < order.length; turn++) {
      int number = classes[order[turn]];
      // Where the classes do not divide the images, the first ones have one more.
      int share = images / order.length + (turn < images % order.length ? 1 : 0);
      for (int picture : draw(data, number, share, seed)) {
        shown.add(data.train().get(picture));
        pictures.add(picture);
      }
      if (turn < Math.max(1, order.length / 3)) {
        seenFirst.add(number);
      }
    }
    return new ImageStream(
        List.copyOf(shown),
        pictures.stream().mapToInt(Integer::intValue).toArray(),
        Set.copyOf(seenFirst));
  }

  private static int[] draw(LearnPictures data, int number, int share, long seed) {
    int[] members =
        IntStream.range(0, data.classes().length)
            .filter(picture -> data.classes()[picture] == number)
            .toArray();
    if (members.length < share) {
      throw new UserException(
          "The stream needs %d images of each class, and one class has %d: take fewer places (--places) or more of them for an image (--k)."
              .formatted(share, members.length));
    }
    int[] order = permutation(seed, number, DrawKind.WITHIN_CLASS, members.length);
    return IntStream.range(0, share).map(i -> members[order[i]]).toArray();
  }

  private static int[] permutation(long seed, long of, DrawKind kind, int count) {
    int[] order = new int[count];
    ShuffledPasses.permute(CounterRandom.at(seed, Purpose.STREAM, of, kind.stream()), order);
    return order;
  }
}
