package io.hsicflow.pipeline.evaluate;

import io.hsicflow.pipeline.UserException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What there is to say of a labelled data set.
 *
 * @param classes how many
 * @param train images that are learned from
 * @param test images that are classified
 * @param heldOut which those are
 * @param preprocess how pictures that are classified were brought to the encoder's input
 * @param refused images that could not be decoded
 * @param unlabelled images without a class, which were left out
 */
record SetFacts(
    int classes,
    int train,
    int test,
    HeldOut heldOut,
    String preprocess,
    long refused,
    long unlabelled) {
  private static final int LEAST_CLASSES = 2;

  /**
   * Refuses a set that says nothing about an encoder.
   *
   * @param data its name, for the sentence
   * @param labels of the images to learn from
   * @throws UserException where these are of fewer than two classes, or nothing is there to test
   *     with
   */
  void require(Path data, int[] labels) {
    long taught = Arrays.stream(labels).distinct().count();
    if (taught < LEAST_CLASSES || test == 0) {
      throw new UserException(
          "%s has %d images to learn from, of %d classes, and %d to test with (%d could not be decoded, %d have no class): give a folder a class below train/ and test/ or val/, of at least 2 classes."
              .formatted(data, train, taught, test, refused, unlabelled));
    }
  }
}
