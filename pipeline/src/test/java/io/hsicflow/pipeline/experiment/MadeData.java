package io.hsicflow.pipeline.experiment;

import io.hsicflow.model.image.DecodedPixels;
import io.hsicflow.model.random.CounterRandom;
import io.hsicflow.model.random.Purpose;
import io.hsicflow.pipeline.bench.LearnPictures;
import io.hsicflow.pipeline.demo.ProbeLabels;
import java.util.ArrayList;
import java.util.List;

/** Pictures of noise with labels. */
final class MadeData {
  static final int SIDE = 12;

  private MadeData() {}

  /** So many pictures of each class, in turns, and one in the middle without a label. */
  static LearnPictures of(int classes, int each) {
    CounterRandom random = CounterRandom.at(1, Purpose.TEST, 0, 0);
    List<DecodedPixels> pictures = new ArrayList<>();
    int[] numbers = new int[classes * each + 1];
    for (int i = 0; i < numbers.length; i++) {
      byte[] rgb = new byte[3 * SIDE * SIDE];
      for (int at = 0; at < rgb.length; at++) {
        rgb[at] = (byte) random.nextInt();
      }
      pictures.add(new DecodedPixels(SIDE, SIDE, rgb, null));
      numbers[i] = i % classes;
    }
    numbers[classes * each] = LearnPictures.NO_CLASS;
    return new LearnPictures(
        pictures, numbers, pictures, pictures, new ProbeLabels(numbers, numbers), 0);
  }
}
