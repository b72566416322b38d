package io.hsicflow.pipeline.bench;

import io.hsicflow.model.random.CounterRandom;
import io.hsicflow.model.random.Purpose;
import io.hsicflow.pipeline.UserException;

/**
 * Hiddens like those of a training, without networks: hidden m of image i is a random unit vector
 * of the image plus a random vector of its own, of length {@code spread}.
 *
 * @param images B
 * @param dimension d
 * @param spread how far the hiddens of one image lie apart: 0 for all the same
 */
public record HiddensSettings(int images, int dimension, double spread) {
  /** Hiddens of an image: two predictions and two targets. */
  static final int HIDDENS = 4;

  /** How many of them get a gradient. */
  static final int TRAINED = 2;

  /** Checks the numbers. */
  public HiddensSettings {
    if (images < 1 || dimension < 2 || !(spread >= 0) || Double.isInfinite(spread)) {
      throw new UserException(
          "There are no hiddens of %d images in %d dimensions with spread %s: take at least 1 image (--batch), 2 dimensions (--output) and a finite spread of 0 or above (--spread)."
              .formatted(images, dimension, spread));
    }
  }

  /** [4 B, d], row-major, one hidden under the other, not normalised; always the same numbers. */
  double[] draw() {
    double[] hiddens = new double[Math.multiplyExact(HIDDENS * images, dimension)];
    for (int i = 0; i < images; i++) {
      double[] centre = direction(i, 0);
      for (int m = 0; m < HIDDENS; m++) {
        double[] off = direction(i, 1 + m);
        int row = (m * images + i) * dimension;
        for (int j = 0; j < dimension; j++) {
          hiddens[row + j] = centre[j] + spread * off[j];
        }
      }
    }
    return hiddens;
  }

  private double[] direction(int image, int number) {
    CounterRandom random = CounterRandom.at(0, Purpose.TEST, image, number);
    double[] x = new double[dimension];
    double squares = 0;
    for (int j = 0; j < dimension; j++) {
      x[j] = random.nextGaussian();
      squares += x[j] * x[j];
    }
    for (int j = 0; j < dimension; j++) {
      x[j] /= Math.sqrt(squares);
    }
    return x;
  }
}
