package io.hsicflow.model.loss;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Tensor;

/**
 * Both HSIC terms from feature matrices and their gradient with respect to the features
 * (docs/method.md section 5), shared by the random-feature and the linear estimator.
 *
 * <p>With n = B M, S = sum over m of phi_m [B, D] and t = sum of all rows [D]:
 *
 * <pre>
 * ZY = |S|^2 / (B M (M - 1)) - |t|^2 / n^2,   d ZY / d phi_m[i] = 2 S[i] / (B M (M - 1)) - 2 t / n^2
 * C = A^T B of the centred features [D, D],   ZZ = |C|^2 / n^2
 * d sqrt(ZZ) / d A = B C^T / (n |C|),         d sqrt(ZZ) / d B = A C / (n |C|),   0 where |C| = 0
 * </pre>
 *
 * The centring needs no backward pass: the columns of B C^T and of A C sum to 0 already.
 */
final class HsicTerms {
  private final Backend backend;
  private final double gamma;

  HsicTerms(Backend backend, double gamma) {
    this.backend = backend;
    this.gamma = gamma;
  }

  /**
   * HSIC_ZY of features, and minus its gradient.
   *
   * @param features [n, D]
   * @param gradient [trained rows, D], overwritten with -d ZY
   */
  double zy(HiddenStack stack, Tensor features, Tensor gradient) {
    int images = stack.images();
    int width = features.dimension(1);
    double pairs = (double) stack.count() * (stack.hiddens() - 1);
    double squares = (double) stack.count() * stack.count();
    Tensor sum = backend.zeros(images, width);
    for (int m = 0; m < stack.hiddens(); m++) {
      backend.axpy(1, block(features, m, images, width), sum);
    }
    Tensor total = backend.zeros(width);
    backend.addColumnSums(sum, total);
    double value = backend.sumOfSquares(sum) / pairs - backend.sumOfSquares(total) / squares;
    backend.scale(sum, -2 / pairs);
    backend.scale(total, 2 / squares);
    backend.addRowInPlace(sum, total);
    for (int m = 0; m < stack.trained(); m++) {
      backend.copy(sum, block(gradient, m, images, width));
    }
    return value;
  }

  /** C = A^T B of two centred feature matrices, half of the rows on each lane. */
  Tensor crossProduct(Tensor centredA, Tensor centredB) {
    int rows = centredA.dimension(0);
    int width = centredA.dimension(1);
    int half = rows / 2;
    Tensor c = backend.zeros(width, width);
    Tensor rest = backend.zeros(width, width);
    backend.sideBySide(
        () -> addProduct(centredA, centredB, 0, half, c),
        () -> addProduct(centredA, centredB, half, rows - half, rest));
    backend.axpy(1, rest, c);
    return c;
  }

  private void addProduct(Tensor a, Tensor b, int first, int rows, Tensor c) {
    int width = a.dimension(1);
    long offset = (long) first * width;
    backend.multiply(
        1,
        backend.view(a, offset, rows, width),
        true,
        backend.view(b, offset, rows, width),
        false,
        0,
        c);
  }

  /** {@code gamma / (n |C|)}, the factor of both gradients of gamma sqrt(ZZ); 0 where |C| = 0. */
  double zzFactor(HiddenStack stack, double norm) {
    return norm == 0 ? 0 : gamma / (stack.count() * norm);
  }

  private Tensor block(Tensor whole, int m, int images, int width) {
    return backend.view(whole, (long) m * images * width, images, width);
  }
}
