package io.hsicflow.model.loss;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Scope;
import io.hsicflow.model.backend.Tensor;

/**
 * HSIC with the linear kernel: {@code phi(x) = x} in place of both draws, so that it is exact
 * (docs/method.md section 4). Both sides of C are the same matrix, hence the factor 2 in the
 * gradient of {@code sqrt(HSIC_ZZ)}.
 */
final class LinearEstimator implements HsicEstimator {
  private final Backend backend;
  private final double gamma;
  private final HsicTerms terms;

  LinearEstimator(Backend backend, double gamma) {
    this.backend = backend;
    this.gamma = gamma;
    this.terms = new HsicTerms(backend, gamma);
  }

  @Override
  @SuppressWarnings("try") // the scope is there to be closed
  public LossValue evaluate(HiddenStack stack, double scale, long step, Tensor gradient) {
    try (Scope scope = backend.scope()) {
      double zy = terms.zy(stack, stack.rows(), gradient);
      Tensor centred = backend.zeros(stack.count(), stack.dimension());
      backend.copy(stack.rows(), centred);
      backend.centreColumnsInPlace(centred);
      Tensor c = terms.crossProduct(centred, centred);
      double norm = Math.sqrt(backend.sumOfSquares(c));
      Tensor trained = backend.view(centred, 0, stack.trainedRows(), stack.dimension());
      backend.multiply(2 * terms.zzFactor(stack, norm), trained, false, c, false, 1, gradient);
      double root = norm / stack.count();
      return new LossValue(gamma * root - zy, zy, root * root);
    }
  }
}
