package io.hsicflow.model.metrics;

/**
 * RankMe, a smooth count of the dimensions that embeddings use: exp of the entropy of p = sigma /
 * sum(sigma) + 1e-7, sigma the singular values of the embeddings as they are (Garrido et al. 2023,
 * arXiv 2210.02885).
 */
public final class RankMe {
  private static final double EPSILON = 1e-7;

  private RankMe() {}

  /**
   * Between 1 (all on a line) and the dimension.
   *
   * @throws IllegalArgumentException where a value is not finite or there are no vectors
   */
  public static double of(Vectors vectors) {
    return of(vectors, () -> {});
  }

  /**
   * The same with rests.
   *
   * @param between called every few milliseconds of work, by the calling thread: a place to rest,
   *     or to throw an exception that ends it
   */
  public static double of(Vectors vectors, Runnable between) {
    Finite.require(vectors, "RankMe");
    double[] sigma = SingularValues.of(vectors, between);
    double sum = 0;
    for (double s : sigma) {
      sum += s;
    }
    double entropy = 0;
    for (double s : sigma) {
      double p = (sum > 0 ? s / sum : 0) + EPSILON;
      entropy -= p * Math.log(p);
    }
    return Math.exp(entropy);
  }
}
