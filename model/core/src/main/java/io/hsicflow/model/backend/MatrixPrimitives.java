package io.hsicflow.model.backend;

import java.util.Optional;

/** What heads and the loss need of row-major matrices. */
public interface MatrixPrimitives {
  /** Floor of a row's sum of squares in {@link #normaliseRows} (docs/method.md section 3). */
  double ROW_FLOOR = 1e-12;

  /**
   * {@code c = alpha op(a) op(b) + beta c}, op transposing where asked; c is not read where beta is
   * 0.
   */
  void multiply(
      double alpha,
      Tensor a,
      boolean transposeA,
      Tensor b,
      boolean transposeB,
      double beta,
      Tensor c);

  /** {@code m[i][j] += row[j]}. */
  void addRowInPlace(Tensor m, Tensor row);

  /** {@code sums[j] += sum over i of m[i][j]}. */
  void addColumnSums(Tensor m, Tensor sums);

  /** {@code m[i][j] -= mean over i of m[i][j]}. */
  void centreColumnsInPlace(Tensor m);

  /** Each row times {@code rsqrt(max(sum x^2, 1e-12))} (docs/method.md section 3). */
  Tensor normaliseRows(Tensor x);

  /**
   * The gradient of x: with y the normalised row and g its gradient, {@code (g - y (y . g)) / |x|};
   * below the floor plain {@code 1e6 g}, so that a zero row gives no NaN.
   */
  Tensor normaliseRowsGradient(Tensor x, Tensor outputGradient);

  /**
   * {@code amplitude * cos(projections + phases)}.
   *
   * @param projections [n, D], x W^T / c
   * @param phases [D]
   */
  Tensor randomFeatures(Tensor projections, Tensor phases, double amplitude);

  /**
   * The gradient of the projections: {@code -amplitude * sin(projections + phases) *
   * outputGradient}.
   */
  Tensor randomFeaturesGradient(
      Tensor projections, Tensor phases, double amplitude, Tensor outputGradient);

  /** {@code |a_i - b_j|^2}, never negative: [rows of a, rows of b]. */
  Tensor squaredDistances(Tensor a, Tensor b);

  /**
   * Sums over squared distances between rows of a matrix where they lie, for backends whose numbers
   * are far from this process; empty where reading them is as good, as it is unless overridden.
   *
   * @param rows the rows of m that the distances are from, with repetition
   * @param columns the rows of m that they are to, with repetition
   * @param largest each counts as {@code min(max(q, 0), largest)}
   * @param limit distances above it are left out
   * @param square c^2, positive
   */
  default Optional<DistanceSums> distanceSums(
      Tensor m, int[] rows, int[] columns, double largest, double limit, double square) {
    return Optional.empty();
  }

  /** The named rows under one another, with repetition. */
  Tensor selectRows(Tensor m, int[] rows);

  /** Sum of squares, accumulated in double. */
  double sumOfSquares(Tensor x);

  /** Sum of products of two tensors of equal size, accumulated in double. */
  double dot(Tensor a, Tensor b);

  /**
   * Mean softmax cross-entropy over the labelled rows.
   *
   * @param logits [n, classes]
   * @param labels a class index, or -1 for none, for each row
   * @param logitsGradient [n, classes], overwritten; rows without a label get 0
   */
  CrossEntropy softmaxCrossEntropy(Tensor logits, int[] labels, Tensor logitsGradient);
}
