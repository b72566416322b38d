package io.hsicflow.model.host;

import static io.hsicflow.model.backend.MatrixPrimitives.ROW_FLOOR;

import io.hsicflow.model.backend.CrossEntropy;
import java.nio.ByteBuffer;

/**
 * Row-wise and column-wise loops over small matrices [n, d], in doubles whatever the tensor's
 * precision: they are little beside the products.
 */
final class MatrixKernels {
  private MatrixKernels() {}

  static void normaliseRows(HostTensor x, HostTensor y) {
    int d = x.channels();
    double[] row = new double[d];
    for (int i = 0; i < x.count(); i += d) {
      Numbers.get(x, i, row, d);
      double factor = 1 / Math.sqrt(Math.max(dot(row, row), ROW_FLOOR));
      for (int j = 0; j < d; j++) {
        row[j] *= factor;
      }
      Numbers.put(y, i, row, d);
    }
  }

  /**
   * y = x / |x|, so dy_k/dx_j = (delta_jk - y_j y_k) / |x| and the gradient is (g - y (y . g)) /
   * |x|. Below the floor the factor is the constant 1e6 and the gradient 1e6 g.
   */
  static void normaliseRowsGradient(HostTensor x, HostTensor g, HostTensor dx) {
    int d = x.channels();
    double[] row = new double[d];
    double[] gradient = new double[d];
    for (int i = 0; i < x.count(); i += d) {
      Numbers.get(x, i, row, d);
      Numbers.get(g, i, gradient, d);
      double squares = dot(row, row);
      double factor = 1 / Math.sqrt(Math.max(squares, ROW_FLOOR));
      double along = squares > ROW_FLOOR ? dot(row, gradient) * factor * factor : 0;
      for (int j = 0; j < d; j++) {
        gradient[j] = factor * (gradient[j] - along * row[j]);
      }
      Numbers.put(dx, i, gradient, d);
    }
  }

  static void selectRows(HostTensor m, int[] rows, HostTensor y) {
    int bytes = m.channels() * m.precision().bytes();
    ByteBuffer source = m.block().bytes();
    ByteBuffer target = y.block().bytes();
    int from = m.offset() * m.precision().bytes();
    int to = y.offset() * m.precision().bytes();
    for (int i = 0; i < rows.length; i++) {
      target.put(to + i * bytes, source, from + rows[i] * bytes, bytes);
    }
  }

  /** The gradient of a labelled row's logits is (softmax - one-hot) / labelled rows. */
  static CrossEntropy softmaxCrossEntropy(HostTensor logits, int[] labels, HostTensor gradient) {
    int classes = logits.channels();
    int rows = logits.dimension(0);
    int labelled = CrossEntropy.labelled(labels, classes);
    double loss = 0;
    int correct = 0;
    double[] row = new double[classes];
    for (int i = 0; i < rows; i++) {
      Numbers.get(logits, i * classes, row, classes);
      int label = labels[i];
      if (label < 0) {
        Numbers.put(gradient, i * classes, new double[classes], classes);
        continue;
      }
      int best = 0;
      for (int j = 1; j < classes; j++) {
        best = row[j] > row[best] ? j : best;
      }
      correct += best == label ? 1 : 0;
      double max = row[best];
      double sum = 0;
      double atLabel = row[label] - max;
      for (int j = 0; j < classes; j++) {
        row[j] = Math.exp(row[j] - max);
        sum += row[j];
      }
      loss += Math.log(sum) - atLabel;
      for (int j = 0; j < classes; j++) {
        row[j] = (row[j] / sum - (j == label ? 1 : 0)) / labelled;
      }
      Numbers.put(gradient, i * classes, row, classes);
    }
    return new CrossEntropy(labelled == 0 ? 0 : loss / labelled, correct, labelled);
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
