package io.hsicflow.model.metrics;

import java.util.Arrays;

/**
 * What a linear classifier makes of embeddings: softmax regression with bias on the bank, each
 * dimension brought to mean 0 and deviation 1 by the bank's, with a weight decay of {@value
 * #WEIGHT_DECAY} on the mean cross entropy (not on the bias), by limited-memory BFGS from zeros
 * until no part of the gradient exceeds {@value #TOLERANCE}, or {@value #MOST_STEPS} steps. The
 * objective is strictly convex in the weights and nothing is drawn, so that equal embeddings give
 * an equal classifier, to the bit. This is not the linear evaluation of the paper (docs/method.md
 * section 6), which trains on augmented views.
 */
public final class LinearProbe {
  /** Weight decay on the mean cross entropy of standardised dimensions. */
  public static final double WEIGHT_DECAY = 1e-3;

  /** Largest part of the gradient of a classifier that has converged. */
  public static final double TOLERANCE = 1e-4;

  /** Steps after which training ends all the same. */
  public static final int MOST_STEPS = 1000;

  /** A dimension that deviates less than this part of its mean tells nothing but rounding. */
  private static final double CONSTANT = 1e-6;

  private final float[] mean;
  private final float[] scale;
  private final int classes;
  private final double[] point;
  private final int steps;
  private final boolean converged;

  private LinearProbe(
      float[] mean, float[] scale, int classes, double[] point, int steps, boolean converged) {
    this.mean = mean;
    this.scale = scale;
    this.classes = classes;
    this.point = point;
    this.steps = steps;
    this.converged = converged;
  }

  /**
   * Trains on the bank.
   *
   * @param labels the class of every vector, from 0
   * @param between called every few milliseconds of work, by the calling thread: a place to rest,
   *     or to throw an exception that ends the training
   * @throws IllegalArgumentException where a vector is not finite, or labels and vectors do not
   *     match
   */
  public static LinearProbe train(Vectors bank, int[] labels, Runnable between) {
    Finite.require(bank, "The linear probe");
    int classes = classes(bank, labels);
    float[] mean = bank.mean();
    float[] scale = scale(bank, mean);
    SoftmaxRegression regression =
        new SoftmaxRegression(
            standardised(bank, mean, scale), labels, classes, WEIGHT_DECAY, between);
    LimitedMemoryBfgs search = new LimitedMemoryBfgs(regression, new double[regression.size()]);
    int steps = 0;
    boolean lower = true;
    while (lower && steps < MOST_STEPS && search.steepness() > TOLERANCE) {
      lower = search.step();
      steps++;
    }
    boolean converged = search.steepness() <= TOLERANCE;
    return new LinearProbe(mean, scale, classes, search.point(), steps, converged);
  }

  private static int classes(Vectors bank, int[] labels) {
    if (labels.length != bank.count()) {
      throw new IllegalArgumentException(
          "The linear probe got "
              + labels.length
              + " labels for "
              + bank.count()
              + " vectors; give one each.");
    }
    int least = Arrays.stream(labels).min().orElse(0);
    if (least < 0) {
      throw new IllegalArgumentException(
          "A label is " + least + "; leave vectors without a class out of the bank.");
    }
    return Arrays.stream(labels).max().orElse(0) + 1;
  }

  /** One over each dimension's deviation, 0 for one that does not vary. */
  private static float[] scale(Vectors bank, float[] mean) {
    int dimension = bank.dimension();
    double[] squares = new double[dimension];
    for (int at = 0; at < bank.values().length; at += dimension) {
      for (int d = 0; d < dimension; d++) {
        double difference = (double) bank.values()[at + d] - mean[d];
        squares[d] += difference * difference;
      }
    }
    float[] scale = new float[dimension];
    for (int d = 0; d < dimension; d++) {
      double deviation = Math.sqrt(squares[d] / bank.count());
      scale[d] = deviation > CONSTANT * Math.abs(mean[d]) ? (float) (1 / deviation) : 0;
    }
    return scale;
  }

  private static Vectors standardised(Vectors vectors, float[] mean, float[] scale) {
    float[] values = vectors.minus(mean).values();
    for (int at = 0; at < values.length; at += scale.length) {
      for (int d = 0; d < scale.length; d++) {
        values[at + d] *= scale[d];
      }
    }
    return new Vectors(values, scale.length);
  }

  /** Steps that training took. */
  public int steps() {
    return steps;
  }

  /** Whether the gradient came below {@link #TOLERANCE}. */
  public boolean hasConverged() {
    return converged;
  }

  /**
   * The share of the query whose label is among the likeliest classes; of equal ones the lower
   * number comes first.
   *
   * @param labels the class of every vector; one that the bank does not have counts as missed
   * @param tops how many classes count as the likeliest; each gives a share
   * @throws IllegalArgumentException where shapes do not match or one of {@code tops} is below 1
   */
  public double[] accuracies(Vectors query, int[] labels, int... tops) {
    if (query.dimension() != mean.length) {
      throw new IllegalArgumentException(
          "The linear probe takes vectors of %d dimensions, but got some of %d."
              .formatted(mean.length, query.dimension()));
    }
    return new LinearLayer(classes, point)
        .accuracies(standardised(query, mean, scale), labels, tops);
  }

  /** {@link #accuracies} by one number of likeliest classes. */
  public double accuracy(Vectors query, int[] labels, int top) {
    return accuracies(query, labels, top)[0];
  }
}
