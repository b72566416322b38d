package io.hsicflow.model.torch;

import static io.hsicflow.model.backend.MatrixPrimitives.ROW_FLOOR;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Row-wise and column-wise work on matrices [n, d]. */
final class Rows {
  private static final long[] ROWS = {0};
  private static final long[] COLUMNS = {1};

  private Rows() {}

  static Tensor columnSums(Tensor m) {
    return m.sum(ROWS);
  }

  static void centreColumns(Tensor m) {
    m.sub_(m.mean(ROWS));
  }

  static Tensor normalise(Tensor x) {
    return x.mul(factors(squares(x)));
  }

  /**
   * y = x / |x|, so dy_k/dx_j = (delta_jk - y_j y_k) / |x| and the gradient is (g - y (y . g)) /
   * |x|. Below the floor the factor is the constant 1e6 and the gradient 1e6 g.
   */
  static Tensor normaliseGradient(Tensor x, Tensor g) {
    Tensor squares = squares(x);
    Tensor factors = factors(squares);
    Tensor along = sumOfRows(x.mul(g)).mul(factors).mul(factors);
    along.mul_(squares.gt(new Scalar(ROW_FLOOR)));
    return g.sub(x.mul(along)).mul(factors);
  }

  /** [n, 1]. */
  private static Tensor squares(Tensor x) {
    return sumOfRows(x.square());
  }

  private static Tensor sumOfRows(Tensor x) {
    return x.sum(COLUMNS, true, new ScalarTypeOptional());
  }

  private static Tensor factors(Tensor squares) {
    return squares.clamp_min(new Scalar(ROW_FLOOR)).rsqrt();
  }

  /** {@code |a_i|^2 + |b_j|^2 - 2 a_i . b_j}, not below 0. */
  static Tensor squaredDistances(Tensor a, Tensor b) {
    Tensor q = squares(a).add(squares(b).t());
    q.addmm_(a, b.t(), new Scalar(1), new Scalar(-2));
    return q.clamp_min(new Scalar(0));
  }

  /** Sum of products of flat vectors, in double. */
  static double dot(Tensor a, Tensor b) {
    return a.to(torch.ScalarType.Double).mul(b).sum().item_double();
  }
}
