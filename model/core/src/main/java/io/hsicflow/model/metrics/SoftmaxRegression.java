package io.hsicflow.model.metrics;

import java.util.Arrays;

/**
 * Mean cross entropy of a linear layer with bias on some vectors, plus half the weight decay times
 * the squared norm of its weights, the bias left out. Points are {@code [classes, dimension]}
 * weights, row-major, with the {@code classes} biases behind them.
 */
final class SoftmaxRegression implements LimitedMemoryBfgs.Objective {
  /** Vectors that are worked on together, so that they and their logits stay in the cache. */
  private static final int ROWS = 64;

  private final Vectors vectors;
  private final int[] labels;
  private final int classes;
  private final double weightDecay;
  private final Runnable between;
  private final double[][] rows;
  private final double[][] columns;
  private final double[][] logits;

  /**
   * @param between called after every few vectors, by the thread that computes
   */
  SoftmaxRegression(
      Vectors vectors, int[] labels, int classes, double weightDecay, Runnable between) {
    this.vectors = vectors;
    this.labels = labels;
    this.classes = classes;
    this.weightDecay = weightDecay;
    this.between = between;
    rows = new double[ROWS][vectors.dimension()];
    columns = new double[vectors.dimension()][ROWS];
    logits = new double[classes][ROWS];
  }

  /** Numbers of a point. */
  int size() {
    return classes * (vectors.dimension() + 1);
  }

  @Override
  public double at(double[] point, double[] gradient) {
    int dimension = vectors.dimension();
    int weights = classes * dimension;
    Arrays.fill(gradient, 0);
    double loss = 0;
    for (int first = 0; first < vectors.count(); first += ROWS) {
      int count = load(first);
      for (int c = 0; c < classes; c++) {
        Arrays.fill(logits[c], point[weights + c]);
        for (int d = 0; d < dimension; d++) {
          add(point[c * dimension + d], columns[d], logits[c]);
        }
      }
      for (int i = 0; i < count; i++) {
        loss += errors(i, labels[first + i]);
      }
      gradients(count, gradient);
      between.run();
    }
    return loss / vectors.count() + decay(point, gradient);
  }

  private int load(int first) {
    int count = Math.min(ROWS, vectors.count() - first);
    int dimension = vectors.dimension();
    for (int i = 0; i < count; i++) {
      int at = (first + i) * dimension;
      for (int d = 0; d < dimension; d++) {
        rows[i][d] = vectors.values()[at + d];
        columns[d][i] = rows[i][d];
      }
    }
    return count;
  }

  /** The loss of one vector, whose logits become probabilities less the truth. */
  private double errors(int i, int label) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double[] ofClass : logits) {
      largest = Math.max(largest, ofClass[i]);
    }
    double sum = 0;
    for (double[] ofClass : logits) {
      sum += Math.exp(ofClass[i] - largest);
    }
    double loss = largest + Math.log(sum) - logits[label][i];
    for (double[] ofClass : logits) {
      ofClass[i] = Math.exp(ofClass[i] - largest) / sum;
    }
    logits[label][i] -= 1;
    return loss;
  }

  private void gradients(int count, double[] gradient) {
    int dimension = vectors.dimension();
    double[] sum = new double[dimension];
    for (int c = 0; c < classes; c++) {
      Arrays.fill(sum, 0);
      for (int i = 0; i < count; i++) {
        add(logits[c][i], rows[i], sum);
        gradient[classes * dimension + c] += logits[c][i];
      }
      for (int d = 0; d < dimension; d++) {
        gradient[c * dimension + d] += sum[d];
      }
    }
  }

  private double decay(double[] point, double[] gradient) {
    double squares = 0;
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] /= vectors.count();
      if (i < classes * vectors.dimension()) {
        squares += point[i] * point[i];
        gradient[i] += weightDecay * point[i];
      }
    }
    return weightDecay / 2 * squares;
  }

  private static void add(double factor, double[] from, double[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] += factor * from[i];
    }
  }
}
