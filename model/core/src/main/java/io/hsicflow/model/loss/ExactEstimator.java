package io.hsicflow.model.loss;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Scope;
import io.hsicflow.model.backend.Tensor;

/**
 * HSIC with the kernel matrix itself, O(n^2), without draws (docs/method.md section 5).
 *
 * <p>With K [n, n], n = B M, H the centring matrix and P the pairs of rows of one image:
 *
 * <pre>
 * ZY = sum(K over P) / (B M (M - 1)) - sum(K) / n^2,   ZZ = |H K H|^2 / n^2
 * G = dL / dK = gamma H K H / (n |H K H|) - P / (B M (M - 1)) + 1 / n^2
 * E = G * dk/dq, symmetric;   dL / dx_i = 4 sum_j E_ij (x_i - x_j)
 * </pre>
 *
 * K - 1 stands for K throughout, which changes neither H K H nor G and keeps its digits when
 * hiddens are close together; for the same reason the rows are centred before their distances and
 * differences are taken. Scalars are computed in double.
 */
final class ExactEstimator implements HsicEstimator {
  /** Rows of E that are made at once. */
  private static final int ROWS = 256;

  private final Backend backend;
  private final Kernel kernel;
  private final double gamma;

  ExactEstimator(Backend backend, Kernel kernel, double gamma) {
    this.backend = backend;
    this.kernel = kernel;
    this.gamma = gamma;
  }

  @Override
  @SuppressWarnings("try") // the scope is there to be closed
  public LossValue evaluate(HiddenStack stack, double scale, long step, Tensor gradient) {
    try (Scope scope = backend.scope()) {
      int n = stack.count();
      Tensor centred = backend.zeros(n, stack.dimension());
      backend.copy(stack.rows(), centred);
      backend.centreColumnsInPlace(centred);
      double[] distances = backend.read(backend.squaredDistances(centred, centred));
      double[] reduced = reducedKernel(distances, n, scale);
      double zy = zy(stack, reduced);
      centreBothSides(reduced, n);
      double squares = 0;
      for (double value : reduced) {
        squares += value * value;
      }
      double norm = Math.sqrt(squares);
      int trained = stack.trainedRows();
      int middle = trained / 2;
      Pairs pairs = new Pairs(stack, scale, distances, reduced, norm);
      backend.sideBySide(
          () -> gradientRows(pairs, centred, 0, middle, gradient),
          () -> gradientRows(pairs, centred, middle, trained, gradient));
      double root = norm / n;
      return new LossValue(gamma * root - zy, zy, root * root);
    }
  }

  /** What the weights of pairs of rows follow from; {@code hkh} is H K H. */
  private record Pairs(
      HiddenStack stack, double scale, double[] distances, double[] hkh, double norm) {}

  /** The gradient of the rows {@code from} to {@code to - 1}. */
  private void gradientRows(Pairs pairs, Tensor centred, int from, int to, Tensor gradient) {
    int d = centred.dimension(1);
    for (int first = from; first < to; first += ROWS) {
      int rows = Math.min(ROWS, to - first);
      Tensor weights = backend.of(pairWeights(pairs, first, rows), rows, pairs.stack().count());
      Tensor part = backend.view(gradient, (long) first * d, rows, d);
      backend.multiply(1, weights, false, centred, false, 0, part);
      weights.close();
    }
  }

  /**
   * K - 1, exactly symmetric; makes the distances so too, with zeros on the diagonal, which a
   * backend need not give.
   */
  private double[] reducedKernel(double[] distances, int n, double scale) {
    double[] reduced = new double[n * n];
    // Above that row lie as many pairs as below.
    int middle = (int) (n * (1 - Math.sqrt(0.5)));
    backend.sideBySide(
        () -> reduceRows(distances, reduced, n, scale, 0, middle),
        () -> reduceRows(distances, reduced, n, scale, middle, n));
    return reduced;
  }

  /** The pairs (i, j) and (j, i), j from i on, of the rows {@code from} to {@code to - 1}. */
  private void reduceRows(
      double[] distances, double[] reduced, int n, double scale, int from, int to) {
    for (int i = from; i < to; i++) {
      distances[i * n + i] = 0;
      for (int j = i + 1; j < n; j++) {
        double q = distances[i * n + j];
        double value = kernel.minusOne(q, scale);
        distances[j * n + i] = q;
        reduced[i * n + j] = value;
        reduced[j * n + i] = value;
      }
    }
  }

  private static double zy(HiddenStack stack, double[] reduced) {
    int n = stack.count();
    int m = stack.hiddens();
    double all = 0;
    double pairs = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        all += reduced[i * n + j];
      }
      for (int j = i % stack.images(); j < n; j += stack.images()) {
        pairs += reduced[i * n + j];
      }
    }
    // Of the ones that were taken off K, M / (M - 1) belong to the first term and 1 to the second.
    return pairs / ((double) n * (m - 1)) - all / ((double) n * n) + 1.0 / (m - 1);
  }

  /** {@code K <- H K H} of a symmetric K. */
  private static void centreBothSides(double[] symmetric, int n) {
    double[] means = new double[n];
    double mean = 0;
    for (int i = 0; i < n; i++) {
      double sum = 0;
      for (int j = 0; j < n; j++) {
        sum += symmetric[i * n + j];
      }
      means[i] = sum / n;
      mean += means[i] / n;
    }
    for (int i = 0; i < n; i++) {
      double off = means[i] - mean;
      for (int j = 0; j < n; j++) {
        symmetric[i * n + j] -= off + means[j];
      }
    }
  }

  /**
   * 4 (D - E) for some rows, [rows, n], with D the row sums of E on the diagonal, so that {@code
   * sum_j E_ij (x_i - x_j) = (D - E) x} is one product.
   */
  private double[] pairWeights(Pairs pairs, int first, int rows) {
    HiddenStack stack = pairs.stack();
    double[] hkh = pairs.hkh();
    double[] distances = pairs.distances();
    double scale = pairs.scale();
    double norm = pairs.norm();
    int n = stack.count();
    double zzFactor = norm == 0 ? 0 : gamma / (n * norm);
    double pairFactor = 1.0 / ((double) n * (stack.hiddens() - 1));
    double allFactor = 1.0 / ((double) n * n);
    double[] weights = new double[rows * n];
    for (int row = 0; row < rows; row++) {
      int i = first + row;
      double sum = 0;
      for (int j = 0; j < n; j++) {
        double g = zzFactor * hkh[i * n + j] + allFactor;
        if ((i - j) % stack.images() == 0) {
          g -= pairFactor;
        }
        double e = i == j ? 0 : 4 * g * kernel.slope(distances[i * n + j], scale);
        weights[row * n + j] = -e;
        sum += e;
      }
      weights[row * n + i] = sum;
    }
    return weights;
  }
}
