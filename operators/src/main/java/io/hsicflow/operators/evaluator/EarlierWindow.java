package io.hsicflow.operators.evaluator;

import io.hsicflow.model.augment.Preprocess;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The window that later ones are compared with: pictures, 3 bytes a pixel, for whoever compares
 * embeds them anew by the snapshot at hand. In memory alone: a task that starts again has none
 * before its second window.
 *
 * <p>Windows overlap where little came between two evaluations, and an image in both of them says
 * nothing of a change. So a window is compared by what came since, and stays until that is enough.
 */
final class EarlierWindow {

  /** So much of a window, and two images at least, is enough to be compared. */
  static final int ONE_IN = 10;

  private static final int LEAST = 2;

  private List<WindowImage> images = List.of();
  private Preprocess.Kind kind;
  private int size;

  /** The places in {@code window} of the images that are not in this one. */
  int[] since(List<WindowImage> window) {
    Set<WindowImage.Place> known = new HashSet<>();
    images.forEach(image -> known.add(image.place()));
    return IntStream.range(0, window.size())
        .filter(i -> !known.contains(window.get(i).place()))
        .toArray();
  }

  /** Whether {@code since} of a window of {@code count} images are enough to be compared. */
  static boolean isEnough(int since, int count) {
    return since >= LEAST && since >= count / ONE_IN;
  }

  /** Its pictures. */
  List<ProbePicture> pictures() {
    return images.stream().map(WindowImage::picture).toList();
  }

  /** Whether there are pictures that an encoder of this input takes. */
  boolean fits(Preprocess.Kind wantedKind, int wantedSize) {
    return images.size() >= LEAST && kind == wantedKind && size == wantedSize;
  }

  /** Keeps {@code window} in place of what was there. */
  void replace(List<WindowImage> window, Preprocess.Kind itsKind, int itsSize) {
    images = List.copyOf(window);
    kind = itsKind;
    size = itsSize;
  }
}
