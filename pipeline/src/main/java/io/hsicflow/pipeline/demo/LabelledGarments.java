package io.hsicflow.pipeline.demo;

import io.hsicflow.model.image.DecodedPixels;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * All bundled garments as the demo's camera shows them the first time, with their classes.
 *
 * @param training to learn from
 * @param trainingClasses numbers from 0
 * @param test to be classified
 * @param testClasses numbers of the same classes
 */
public record LabelledGarments(
    List<DecodedPixels> training,
    int[] trainingClasses,
    List<DecodedPixels> test,
    int[] testClasses) {

  /**
   * Renders them.
   *
   * @param seed of places, sizes and light
   * @throws IOException where the class path does not hold the garments
   */
  public static LabelledGarments load(long seed) throws IOException {
    FashionMnist training = FashionMnist.training();
    FashionMnist test = FashionMnist.test();
    SceneRenderer renderer = new SceneRenderer(seed);
    return new LabelledGarments(
        rendered(renderer, training, 0),
        classes(training),
        // Numbered after all training garments, so that no random stream is used twice.
        rendered(renderer, test, training.count()),
        classes(test));
  }

  private static List<DecodedPixels> rendered(
      SceneRenderer renderer, FashionMnist garments, int first) {
    List<DecodedPixels> pictures = new ArrayList<>(garments.count());
    for (int i = 0; i < garments.count(); i++) {
      byte[] grey = renderer.render(garments.pixels(), i * FashionMnist.AREA, (long) first + i, 0);
      byte[] rgb = new byte[3 * grey.length];
      for (int at = 0; at < rgb.length; at++) {
        rgb[at] = grey[at / 3];
      }
      pictures.add(new DecodedPixels(SceneRenderer.SIDE, SceneRenderer.SIDE, rgb, null));
    }
    return pictures;
  }

  private static int[] classes(FashionMnist garments) {
    int[] classes = new int[garments.count()];
    for (int i = 0; i < classes.length; i++) {
      classes[i] = garments.labels()[i];
    }
    return classes;
  }
}
