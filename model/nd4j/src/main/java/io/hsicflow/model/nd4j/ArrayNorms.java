package io.hsicflow.model.nd4j;

import io.hsicflow.model.backend.NormOperands;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Batch norm of a matrix [n, c], which is what an activation with channels last is, too. Sums are
 * in double.
 */
final class ArrayNorms {
  private ArrayNorms() {}

  /** Mean and biased variance of each column, from two passes. */
  static void statistics(Temporaries t, INDArray x, INDArray mean, INDArray variance) {
    INDArray centred = t.wide(x);
    INDArray m = t.keep(centred.sum(0)).divi(x.rows());
    mean.assign(m);
    Columns.subtract(centred, m);
    centred.muli(centred);
    variance.assign(t.keep(centred.sum(0)).divi(x.rows()));
  }

  /** {@code y = (x - mean) / sqrt(variance + epsilon) * scale + shift}. */
  static void normalise(Temporaries t, INDArray x, Operands norm, INDArray y) {
    y.assign(x);
    Columns.subtract(y, norm.mean());
    Columns.multiply(y, t.copy(norm.deviationsInverse(t)).muli(norm.scale()));
    Columns.add(y, norm.shift());
  }

  /** Sum of g, and of {@code g (x - mean) / sqrt(variance + epsilon)}: [2, c]. */
  static void gradientSums(Temporaries t, INDArray x, INDArray g, Operands norm, INDArray sums) {
    sums.getRow(0).assign(Columns.sums(t, g));
    INDArray along = t.copy(x);
    Columns.subtract(along, norm.mean());
    Columns.multiply(along, norm.deviationsInverse(t));
    along.muli(g);
    sums.getRow(1).assign(Columns.sums(t, along));
  }

  /** {@code dx = scale r (g - S0 / count - (x - mean) r S1 / count)}, with r the inverse. */
  static void gradient(
      Temporaries t,
      INDArray x,
      INDArray g,
      Operands norm,
      INDArray sums,
      double count,
      INDArray dx) {
    INDArray r = norm.deviationsInverse(t);
    dx.assign(x);
    Columns.subtract(dx, norm.mean());
    Columns.multiply(dx, t.copy(sums.getRow(1)).muli(r).divi(-count));
    dx.addi(g);
    Columns.subtract(dx, t.copy(sums.getRow(0)).divi(count));
    Columns.multiply(dx, t.copy(r).muli(norm.scale()));
  }

  /** The vectors [c] of {@link NormOperands} as arrays. */
  record Operands(
      INDArray mean, INDArray variance, double epsilon, INDArray scale, INDArray shift) {

    /** {@code 1 / sqrt(variance + epsilon)}. */
    INDArray deviationsInverse(Temporaries t) {
      return Transforms.sqrt(t.copy(variance).addi(epsilon), false).rdivi(1);
    }
  }
}
