package io.hsicflow.model.metrics;

import io.hsicflow.model.loss.FeatureDirections;
import io.hsicflow.model.loss.FrequencySampler;
import io.hsicflow.model.loss.Kernel;
import io.hsicflow.model.random.CounterRandom;
import io.hsicflow.model.random.Purpose;

/**
 * Random Fourier features of embeddings under the loss's inverse multiquadric kernel
 * (docs/method.md section 4): the dot product of two vectors' features is about their kernel.
 * Vectors are brought to a reference's mean and its root mean squared distance from that first, so
 * that nothing changes with the unit of the embeddings.
 */
final class DriftFeatures {

  /** Features of a vector. */
  static final int COUNT = 1024;

  private static final double AMPLITUDE = Math.sqrt(2.0 / COUNT);

  /** The reference itself never changes the features: figures of one seed compare. */
  private final double[] frequencies;

  private final double[] phases = new double[COUNT];
  private final float[] mean;
  private final double scale;
  private final double[] moved;

  /**
   * @param reference two vectors or more, all finite
   * @param seed of the draw
   */
  DriftFeatures(Vectors reference, long seed) {
    CounterRandom random = CounterRandom.at(seed, Purpose.DRIFT, 0, 0);
    frequencies =
        new FrequencySampler(Kernel.INVERSE_MULTIQUADRIC, FeatureDirections.INDEPENDENT)
            .sample(random, COUNT, reference.dimension());
    for (int i = 0; i < COUNT; i++) {
      phases[i] = 2 * Math.PI * random.nextDouble();
    }
    mean = reference.mean();
    Vectors centred = reference.minus(mean);
    double squares = 0;
    for (int i = 0; i < centred.count(); i++) {
      squares += centred.squaredNorm(i * centred.dimension());
    }
    double spread = Math.sqrt(squares / centred.count());
    scale = spread > 0 ? 1 / spread : 1;
    moved = new double[mean.length];
  }

  /** Length of the vectors. */
  int dimension() {
    return mean.length;
  }

  /** Features of row {@code row} into {@code target}, {@code [COUNT]}. */
  void of(Vectors vectors, int row, double[] target) {
    int dimension = mean.length;
    for (int d = 0; d < dimension; d++) {
      moved[d] = scale * (vectors.values()[row * dimension + d] - mean[d]);
    }
    for (int f = 0; f < COUNT; f++) {
      double angle = phases[f];
      for (int d = 0; d < dimension; d++) {
        angle += frequencies[f * dimension + d] * moved[d];
      }
      target[f] = AMPLITUDE * Math.cos(angle);
    }
  }
}
