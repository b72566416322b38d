package io.hsicflow.model.nd4j;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;

import io.hsicflow.model.backend.Precision;
import org.bytedeco.openblas.global.openblas_nolapack;

/** Products of row-major matrices, by OpenBLAS on the tensors' own memory. */
final class MatrixProducts {
  private MatrixProducts() {}

  /** {@code c = alpha op(a) op(b) + beta c}. */
  static void multiply(
      double alpha,
      Nd4jTensor a,
      boolean transposeA,
      Nd4jTensor b,
      boolean transposeB,
      double beta,
      Nd4jTensor c) {
    int m = a.dimension(transposeA ? 1 : 0);
    int k = a.dimension(transposeA ? 0 : 1);
    int n = b.dimension(transposeB ? 0 : 1);
    if (a.rank() != 2
        || b.rank() != 2
        || b.dimension(transposeB ? 1 : 0) != k
        || c.dimension(0) != m
        || c.dimension(1) != n) {
      throw new IllegalArgumentException(
          "%s%s times %s%s does not give %s."
              .formatted(
                  a, transposeA ? " transposed" : "", b, transposeB ? " transposed" : "", c));
    }
    int opA = transposeA ? CblasTrans : CblasNoTrans;
    int opB = transposeB ? CblasTrans : CblasNoTrans;
    if (a.precision() == Precision.FLOAT32) {
      openblas_nolapack.cblas_sgemm(
          CblasRowMajor,
          opA,
          opB,
          m,
          n,
          k,
          (float) alpha,
          a.floatPointer(),
          a.dimension(1),
          b.floatPointer(),
          b.dimension(1),
          (float) beta,
          c.floatPointer(),
          n);
    } else {
      openblas_nolapack.cblas_dgemm(
          CblasRowMajor,
          opA,
          opB,
          m,
          n,
          k,
          alpha,
          a.doublePointer(),
          a.dimension(1),
          b.doublePointer(),
          b.dimension(1),
          beta,
          c.doublePointer(),
          n);
    }
  }
}
