package io.hsicflow.pipeline.evaluate;

import java.util.Arrays;
import java.util.List;

/**
 * The pictures of one part of a data set.
 *
 * @param ids of the images
 * @param labels their classes, numbers from 0
 * @param numbers their pictures in the {@link PictureFile}
 */
record PicturePart(List<String> ids, int[] labels, int[] numbers) {

  static PicturePart of(SplitCollector.Part<Integer> part) {
    return new PicturePart(
        part.ids(), part.labels(), part.contents().stream().mapToInt(Integer::intValue).toArray());
  }

  int count() {
    return labels.length;
  }

  /** The images at those places, in that order. */
  PicturePart at(int[] places) {
    return new PicturePart(
        Arrays.stream(places).mapToObj(ids::get).toList(),
        Arrays.stream(places).map(place -> labels[place]).toArray(),
        Arrays.stream(places).map(place -> numbers[place]).toArray());
  }
}
