package io.hsicflow.model.nd4j;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;

import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.host.HostTensor;
import org.bytedeco.openblas.global.openblas_nolapack;

/** Products of row-major matrices, by OpenBLAS on the tensors' own memory. */
final class MatrixProducts {
  private MatrixProducts() {}

  /** {@code c = alpha op(a) op(b) + beta c}. */
  static void multiply(
      double alpha,
      HostTensor a,
      boolean transposeA,
      HostTensor b,
      boolean transposeB,
      double beta,
      HostTensor c) {
    int m = a.dimension(transposeA ? 1 : 0);
    int k = a.dimension(transposeA ? 0 : 1);
    int n = b.dimension(transposeB ? 0 : 1);
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
          NativeBlock.floats(a),
          a.dimension(1),
          NativeBlock.floats(b),
          b.dimension(1),
          (float) beta,
          NativeBlock.floats(c),
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
          NativeBlock.doubles(a),
          a.dimension(1),
          NativeBlock.doubles(b),
          b.dimension(1),
          beta,
          NativeBlock.doubles(c),
          n);
    }
  }
}
