package io.hsicflow.model.learner;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.loss.HiddenStack;

/**
 * How far view 1's normalised predictions spread: the mean over dimensions of their population
 * standard deviation, times sqrt of the dimension; 1 = isotropic, 0 = collapsed.
 */
final class PredictionSpread {
  private PredictionSpread() {}

  static double of(Backend backend, HiddenStack stack) {
    int n = stack.images();
    int d = stack.dimension();
    double[] rows = backend.read(backend.view(stack.rows(), 0, n, d));
    double[] means = new double[d];
    double[] squares = new double[d];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < d; j++) {
        means[j] += rows[i * d + j] / n;
      }
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < d; j++) {
        double difference = rows[i * d + j] - means[j];
        squares[j] += difference * difference;
      }
    }
    double sum = 0;
    for (int j = 0; j < d; j++) {
      sum += Math.sqrt(squares[j] / n);
    }
    return sum / d * Math.sqrt(d);
  }
}
