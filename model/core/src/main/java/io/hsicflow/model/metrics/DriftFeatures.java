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

  /**
   * {@code [d, COUNT]}: so the sum over d goes over all features at once, which a processor does
   * several of at a time. The reference itself never changes them: figures of one seed compare.
   */
  private final double[] frequencies;

  private final double[] phases = new double[COUNT];
  private final float[] mean;
  private final double scale;

  /**
   * @param reference two vectors or more, all finite
   * @param seed of the draw
   */
  DriftFeatures(Vectors reference, long seed) {
    CounterRandom random = CounterRandom.at(seed, Purpose.DRIFT, 0, 0);
    frequencies =
        transposed(
            new FrequencySampler(Kernel.INVERSE_MULTIQUADRIC, FeatureDirections.INDEPENDENT)
                .sample(random, COUNT, reference.dimension()));
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
  }

  /** Length of the vectors. */
  int dimension() {
    return mean.length;
  }

  /** Features of row {@code row} into {@code target}, {@code [COUNT]}. */
  void of(Vectors vectors, int row, double[] target) {
    System.arraycopy(phases, 0, target, 0, COUNT);
    for (int d = 0; d < mean.length; d++) {
      double moved = scale * (vectors.values()[row * mean.length + d] - mean[d]);
      int at = d * COUNT;
      for (int f = 0; f < COUNT; f++) {
        target[f] += frequencies[at + f] * moved;
      }
    }
    for (int f = 0; f < COUNT; f++) {
      target[f] = AMPLITUDE * Math.cos(target[f]);
    }
  }

  private static double[] transposed(double[] rows) {
    int dimension = rows.length / COUNT;
    double[] columns = new double[rows.length];
    for (int f = 0; f < COUNT; f++) {
      for (int d = 0; d < dimension; d++) {
        columns[d * COUNT + f] = rows[f * dimension + d];
      }
    }
    return columns;
  }
}
