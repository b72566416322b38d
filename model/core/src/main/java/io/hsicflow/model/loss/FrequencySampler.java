package io.hsicflow.model.loss;

import io.hsicflow.model.random.CounterRandom;

/**
 * Draws frequencies whose random features have a kernel of scale 1 in expectation (docs/method.md
 * section 4). Inverse multiquadric: rows {@code w = s g} with {@code s ~ N(0, 1)} and {@code g ~
 * N(0, I)}, because the kernel is a Gamma(1/2) mixture of Gaussians; Gaussian: {@code w = g}.
 * Orthogonal directions keep the norms and replace {@code g / |g|} by rows of random rotations, one
 * for each block of d rows.
 *
 * @param kernel a kernel with frequencies
 * @param directions how the directions are drawn
 */
public record FrequencySampler(Kernel kernel, FeatureDirections directions) {
  /**
   * Draws [features, dimension] frequencies, row-major.
   *
   * @throws IllegalStateException for the linear kernel, which has none
   */
  public double[] sample(CounterRandom random, int features, int dimension) {
    if (!kernel.hasScale()) {
      throw new IllegalStateException(
          "The linear kernel has no frequencies; its features are the hiddens themselves.");
    }
    double[] frequencies = new double[features * dimension];
    for (int row = 0; row < features; row++) {
      double s = kernel == Kernel.INVERSE_MULTIQUADRIC ? random.nextGaussian() : 1;
      for (int i = row * dimension; i < (row + 1) * dimension; i++) {
        frequencies[i] = s * random.nextGaussian();
      }
    }
    if (directions == FeatureDirections.ORTHOGONAL) {
      for (int first = 0; first < features; first += dimension) {
        turn(
            frequencies,
            first,
            Math.min(dimension, features - first),
            RandomRotation.draw(random, dimension),
            dimension);
      }
    }
    return frequencies;
  }

  /** Gives rows of a rotation the norms of the rows that they replace. */
  private static void turn(
      double[] frequencies, int first, int rows, double[] rotation, int dimension) {
    for (int row = 0; row < rows; row++) {
      int at = (first + row) * dimension;
      double squares = 0;
      for (int i = 0; i < dimension; i++) {
        squares += frequencies[at + i] * frequencies[at + i];
      }
      double norm = Math.sqrt(squares);
      for (int i = 0; i < dimension; i++) {
        frequencies[at + i] = norm * rotation[row * dimension + i];
      }
    }
  }
}
