package io.hsicflow.model.metrics;

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
  private final Runnable between;
  private final DriftFeatures features;
  private final FeatureSums reference;

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
    features = new DriftFeatures(reference, seed);
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
    if (window.dimension() != features.dimension()) {
      throw new IllegalArgumentException(
          "The reference has "
              + features.dimension()
              + " dimensions and the window "
              + window.dimension()
              + "; embed both with one encoder.");
    }
    return reference.discrepancy(sums(window));
  }

  static void require(Vectors vectors) {
    Finite.require(vectors, "The embedding drift");
    if (vectors.count() < 2) {
      throw new IllegalArgumentException(
          "The embedding drift got " + vectors.count() + " vectors; give at least 2.");
    }
  }

  private FeatureSums sums(Vectors vectors) {
    FeatureSums sums = new FeatureSums();
    double[] row = new double[DriftFeatures.COUNT];
    for (int i = 0; i < vectors.count(); i++) {
      features.of(vectors, i, row);
      sums.add(row);
      between.run();
    }
    return sums;
  }
}
