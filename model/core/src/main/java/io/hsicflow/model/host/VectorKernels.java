package io.hsicflow.model.host;

/** The loops of flat-vector updates; operands have equal sizes. */
interface VectorKernels {
  /** {@code y = a x + b y}. */
  void combine(double a, HostTensor x, double b, HostTensor y);

  /** {@code x = value}. */
  void fill(HostTensor x, double value);

  /** {@code x *= factor}. */
  void scale(HostTensor x, double factor);

  /** {@code target += weight (source - target)}. */
  void lerp(HostTensor target, HostTensor source, double weight);

  /** Sum of squares. */
  double sumOfSquares(HostTensor x);

  /** {@code sum of p ^ 2} and {@code sum of (g + decay p) ^ 2}, in one pass. */
  double[] squares(HostTensor p, HostTensor g, double decay);

  /** Sum of products. */
  double dot(HostTensor x, HostTensor y);

  /** {@code m[i][j] += row[j]}. */
  void addRow(HostTensor m, double[] row);

  /** Sum of squares of each row of a matrix. */
  double[] rowSquares(HostTensor m);

  /** From products a b^T in q: {@code q_ij = max(0, a[i] + b[j] - 2 q_ij)}, of squared lengths. */
  void distancesFromProducts(double[] a, double[] b, HostTensor q);

  /** Each row: {@code y = amplitude cos(projections + phases)}. */
  void randomFeatures(HostTensor projections, double[] phases, double amplitude, HostTensor y);

  /** Each row: {@code dx = -amplitude sin(projections + phases) g}. */
  void randomFeaturesGradient(
      HostTensor projections, double[] phases, double amplitude, HostTensor g, HostTensor dx);

  /**
   * {@code m = momentum m + factor (g + decay p)}, then {@code p -= rate m}, then {@code average +=
   * weight (p - average)} for each average, in one pass.
   *
   * @param averages of the parameters; {@code weights} go with them
   */
  void momentumStep(
      HostTensor p,
      HostTensor g,
      HostTensor m,
      double rate,
      double momentum,
      double decay,
      double factor,
      HostTensor[] averages,
      double[] weights);
}
