package io.hsicflow.model.nd4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastAddOp;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastDivOp;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastMulOp;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastSubOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Work on each column of a matrix [n, c] by its number of a vector [c], or on each row by its
 * number of a vector [n]; in place, and of one type.
 */
final class Columns {
  private static final int ALONG_ROWS = 0;
  private static final int ALONG_COLUMNS = 1;

  private Columns() {}

  static void add(INDArray m, INDArray vector) {
    Nd4j.getExecutioner().exec(new BroadcastAddOp(m, vector, m, ALONG_COLUMNS));
  }

  static void subtract(INDArray m, INDArray vector) {
    Nd4j.getExecutioner().exec(new BroadcastSubOp(m, vector, m, ALONG_COLUMNS));
  }

  static void multiply(INDArray m, INDArray vector) {
    Nd4j.getExecutioner().exec(new BroadcastMulOp(m, vector, m, ALONG_COLUMNS));
  }

  static void divide(INDArray m, INDArray vector) {
    Nd4j.getExecutioner().exec(new BroadcastDivOp(m, vector, m, ALONG_COLUMNS));
  }

  static void addToRows(INDArray m, INDArray vector) {
    Nd4j.getExecutioner().exec(new BroadcastAddOp(m, vector, m, ALONG_ROWS));
  }

  static void multiplyRows(INDArray m, INDArray vector) {
    Nd4j.getExecutioner().exec(new BroadcastMulOp(m, vector, m, ALONG_ROWS));
  }

  /** The sum of each column, [c], in double. */
  static INDArray sums(Temporaries t, INDArray m) {
    return sums(t, m, ALONG_ROWS);
  }

  /** The sum of each row, [n], in double. */
  static INDArray sumsOfRows(Temporaries t, INDArray m) {
    return sums(t, m, ALONG_COLUMNS);
  }

  /** The copy in double, as large as two activations, goes at once. */
  private static INDArray sums(Temporaries t, INDArray m, int along) {
    try (Temporaries copy = new Temporaries()) {
      return t.keep(copy.wide(m).sum(along));
    }
  }
}
