package io.hsicflow.model.metrics;

import io.hsicflow.model.loss.FeatureDirections;
import io.hsicflow.model.loss.FrequencySampler;
import io.hsicflow.model.loss.Kernel;
import io.hsicflow.model.random.CounterRandom;
import io.hsicflow.model.random.Purpose;

/**
 * How far the distribution of embeddings has moved from a reference: the squared maximum mean
 * discrepancy (Gretton et al. 2012, section 2) under the loss's inverse multiquadric kernel, by
 * random Fourier features (docs/method.md section 4), without the bias that small samples bring: 0
 * = unmoved, and a little below it by chance; 2 is what no two samples reach. Both are brought to
 * the reference's mean and its root mean squared distance from that first, so that the figure does
 * not change with the unit of the embeddings. Sums of features are all that is kept of the
 * reference.
 */
public final class EmbeddingDrift {
  private static final int FEATURES = 1024;

  /** The reference itself never changes the features: figures of one seed compare. */
  private final double[] frequencies;

  private final Runnable between;
  private final double[] phases = new double[FEATURES];
  private final float[] mean;
  private final double scale;
  private final Sums reference;

  /**
   * A reference.
   *
   * @param seed of the random features
   * @throws IllegalArgumentException for fewer than two vectors, or values that are not finite
   */
  public EmbeddingDrift(Vectors reference, long seed) {
    this(reference, seed, () -> {});
  }

  /**
   * A reference, with rests.
   *
   * @param seed of the random features
   * @param between called every few milliseconds of work, here and in {@link #of}, by the calling
   *     thread: a place to rest, or to throw an exception that ends it
   * @throws IllegalArgumentException for fewer than two vectors, or values that are not finite
   */
  public EmbeddingDrift(Vectors reference, long seed, Runnable between) {
    require(reference);
    this.between = between;
    CounterRandom random = CounterRandom.at(seed, Purpose.DRIFT, 0, 0);
    frequencies =
        new FrequencySampler(Kernel.INVERSE_MULTIQUADRIC, FeatureDirections.INDEPENDENT)
            .sample(random, FEATURES, reference.dimension());
    for (int i = 0; i < FEATURES; i++) {
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
    this.reference = sums(reference);
  }

  /**
   * The squared discrepancy between the reference and these.
   *
   * @throws IllegalArgumentException for another dimension than the reference's, fewer than two
   *     vectors, or values that are not finite
   */
  public double of(Vectors window) {
    require(window);
    if (window.dimension() != mean.length) {
      throw new IllegalArgumentException(
          "The reference has "
              + mean.length
              + " dimensions and the window "
              + window.dimension()
              + "; embed both with one encoder.");
    }
    Sums now = sums(window);
    double across = 0;
    for (int i = 0; i < FEATURES; i++) {
      across += reference.features[i] * now.features[i];
    }
    return reference.within() + now.within() - 2 * across / ((double) reference.count * now.count);
  }

  private static void require(Vectors vectors) {
    Finite.require(vectors, "The embedding drift");
    if (vectors.count() < 2) {
      throw new IllegalArgumentException(
          "The embedding drift got " + vectors.count() + " vectors; give at least 2.");
    }
  }

  private Sums sums(Vectors vectors) {
    int dimension = mean.length;
    double[] sum = new double[FEATURES];
    double squares = 0;
    double[] row = new double[dimension];
    for (int i = 0; i < vectors.count(); i++) {
      for (int d = 0; d < dimension; d++) {
        row[d] = scale * (vectors.values()[i * dimension + d] - mean[d]);
      }
      for (int f = 0; f < FEATURES; f++) {
        double angle = phases[f];
        for (int d = 0; d < dimension; d++) {
          angle += frequencies[f * dimension + d] * row[d];
        }
        double feature = Math.sqrt(2.0 / FEATURES) * Math.cos(angle);
        sum[f] += feature;
        squares += feature * feature;
      }
      between.run();
    }
    return new Sums(vectors.count(), sum, squares);
  }

  /** Sums over vectors: of each feature, and of all features' squares. */
  private record Sums(int count, double[] features, double squares) {
    /** The mean kernel of two different vectors of them. */
    double within() {
      double all = 0;
      for (double feature : features) {
        all += feature * feature;
      }
      return (all - squares) / ((double) count * (count - 1));
    }
  }
}
