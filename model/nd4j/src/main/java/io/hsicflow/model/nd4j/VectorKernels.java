package io.hsicflow.model.nd4j;

/** The loops of flat-vector updates; operands have equal sizes. */
interface VectorKernels {
  /** {@code y = a x + b y}. */
  void combine(double a, Nd4jTensor x, double b, Nd4jTensor y);

  /** {@code x = value}. */
  void fill(Nd4jTensor x, double value);

  /** {@code x *= factor}. */
  void scale(Nd4jTensor x, double factor);

  /** {@code target += weight (source - target)}. */
  void lerp(Nd4jTensor target, Nd4jTensor source, double weight);

  /** {@code sum of (x + decay p) ^ 2}; p may be null where decay is 0. */
  double sumOfSquares(Nd4jTensor x, double decay, Nd4jTensor p);

  /** Sum of products. */
  double dot(Nd4jTensor x, Nd4jTensor y);

  /** {@code m = momentum m + factor (g + decay p)}, then {@code p -= rate m}. */
  void momentumStep(
      Nd4jTensor p,
      Nd4jTensor g,
      Nd4jTensor m,
      double rate,
      double momentum,
      double decay,
      double factor);
}
