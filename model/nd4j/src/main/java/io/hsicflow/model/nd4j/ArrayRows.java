package io.hsicflow.model.nd4j;

import static io.hsicflow.model.backend.MatrixPrimitives.ROW_FLOOR;

import io.hsicflow.model.backend.CrossEntropy;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Products of matrices, and work row by row. */
final class ArrayRows {
  private ArrayRows() {}

  /** {@code c = alpha op(a) op(b) + beta c}; c is not read where beta is 0. */
  static void multiply(
      double alpha,
      INDArray a,
      boolean transposeA,
      INDArray b,
      boolean transposeB,
      double beta,
      INDArray c) {
    Nd4j.exec(
        DynamicCustomOp.builder("matmul")
            .addInputs(a, b)
            .addOutputs(c)
            .addIntegerArguments(transposeA ? 1 : 0, transposeB ? 1 : 0)
            .addFloatingPointArguments(alpha, beta)
            .build());
  }

  static void normalise(Temporaries t, INDArray x, INDArray y) {
    y.assign(x);
    Columns.multiplyRows(y, factors(t, squares(t, x)));
  }

  /**
   * y = x / |x|, so dy_k/dx_j = (delta_jk - y_j y_k) / |x| and the gradient is (g - y (y . g)) /
   * |x|. Below the floor the factor is the constant 1e6 and the gradient 1e6 g.
   */
  static void normaliseGradient(Temporaries t, INDArray x, INDArray g, INDArray dx) {
    INDArray squares = squares(t, x);
    INDArray factors = factors(t, squares);
    INDArray products = t.like(Columns.sumsOfRows(t, t.copy(x).muli(g)), x);
    products.muli(factors).muli(factors);
    products.muli(t.like(t.keep(squares.gt(ROW_FLOOR)), x));
    dx.assign(x);
    Columns.multiplyRows(dx, products);
    dx.rsubi(g);
    Columns.multiplyRows(dx, factors);
  }

  /** [n]. */
  private static INDArray squares(Temporaries t, INDArray x) {
    return t.like(Columns.sumsOfRows(t, t.copy(x).muli(x)), x);
  }

  private static INDArray factors(Temporaries t, INDArray squares) {
    return Transforms.sqrt(Transforms.max(t.copy(squares), ROW_FLOOR, false), false).rdivi(1);
  }

  /** {@code q = |a_i|^2 + |b_j|^2 - 2 a_i . b_j}, not below 0. */
  static void squaredDistances(Temporaries t, INDArray a, INDArray b, INDArray q) {
    multiply(-2, a, false, b, true, 0, q);
    Columns.addToRows(q, squares(t, a));
    Columns.add(q, squares(t, b));
    Transforms.max(q, 0, false);
  }

  /** Sum of products of flat vectors, in double. */
  static double dot(INDArray a, INDArray b) {
    try (Temporaries t = new Temporaries()) {
      return t.wide(a).muli(t.wide(b)).sumNumber().doubleValue();
    }
  }

  /** Sum of squares of a flat vector, in double. */
  static double sumOfSquares(INDArray x) {
    try (Temporaries t = new Temporaries()) {
      INDArray wide = t.wide(x);
      return wide.muli(wide).sumNumber().doubleValue();
    }
  }

  /**
   * Softmax cross-entropy over the rows that have a label, and its gradient: (softmax - one-hot) /
   * labelled rows.
   *
   * @param labels a class for each row, -1 for none
   * @param labelled how many have one
   */
  static CrossEntropy softmaxCrossEntropy(
      Temporaries t, INDArray logits, int[] labels, int labelled, INDArray gradient) {
    if (labelled == 0) {
      gradient.assign(0);
      return new CrossEntropy(0, 0, 0);
    }
    float[][] own = new float[labels.length][logits.columns()];
    float[] counted = new float[labels.length];
    int[] best = t.keep(logits.argMax(1)).toIntVector();
    int correct = 0;
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] >= 0) {
        own[i][labels[i]] = 1;
        counted[i] = 1;
        correct += best[i] == labels[i] ? 1 : 0;
      }
    }
    INDArray hot = t.like(t.keep(Nd4j.createFromArray(own)), logits);
    INDArray logs = logSoftmax(t, logits);
    double loss = -dot(logs, hot) / labelled;
    gradient.assign(Transforms.exp(logs, false).subi(hot));
    Columns.multiplyRows(gradient, t.like(t.keep(Nd4j.createFromArray(counted)), logits));
    gradient.divi(labelled);
    return new CrossEntropy(loss, correct, labelled);
  }

  private static INDArray logSoftmax(Temporaries t, INDArray logits) {
    INDArray logs = t.copy(logits);
    Columns.addToRows(logs, t.keep(logits.max(1)).negi());
    INDArray sums = Columns.sumsOfRows(t, Transforms.exp(t.copy(logs), false));
    Columns.addToRows(logs, t.like(Transforms.log(sums, false).negi(), logits));
    return logs;
  }
}
