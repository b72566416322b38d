package io.hsicflow.model.nd4j;

import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.backend.Tensor;
import io.hsicflow.model.backend.Window;
import io.hsicflow.model.host.HostBackend;
import io.hsicflow.model.host.HostBlock;
import io.hsicflow.model.host.HostTensor;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Convolutions on ND4J and products on OpenBLAS; see the package. */
final class Nd4jBackend extends HostBackend {
  Nd4jBackend(Precision precision, int threads) {
    super(Nd4jBackendProvider.NAME, precision, threads);
    NativeThreads.start(threads);
  }

  @Override
  protected HostBlock newBlock(long capacity) {
    return NativeBlock.take(precision(), capacity);
  }

  @Override
  public Tensor convolution(Tensor x, Tensor weights, int stride, int padding) {
    HostTensor input = activation(x);
    HostTensor kernel = kernel(input, weights);
    Window window = new Window(kernel.dimension(2), stride, padding);
    HostTensor y =
        newActivation(
            input.dimension(0),
            kernel.dimension(0),
            window.places(input.dimension(2)),
            window.places(input.dimension(3)));
    NativeThreads.prepare();
    Nd4jConvolution.forward(
        NativeBlock.array(input), NativeBlock.array(kernel), stride, padding, NativeBlock.array(y));
    return y;
  }

  @Override
  public Tensor convolutionGradient(
      Tensor x,
      Tensor weights,
      Tensor outputGradient,
      int stride,
      int padding,
      Tensor weightGradient,
      boolean inputGradient) {
    INDArray input = NativeBlock.array(activation(x));
    INDArray kernel = NativeBlock.array(kernel(x, weights));
    INDArray gradient = NativeBlock.array(activation(outputGradient));
    NativeThreads.prepare();
    try (HostTensor dw = like(own(weights))) {
      INDArray ofWeights = NativeBlock.array(dw);
      HostTensor dx = null;
      if (!inputGradient && stride == 1) {
        try (HostTensor scratch = like(own(outputGradient))) {
          Nd4jConvolution.weightGradient(
              input, kernel, gradient, padding, NativeBlock.array(scratch), ofWeights);
        }
      } else {
        dx = like(own(x));
        Nd4jConvolution.backward(
            input, kernel, gradient, stride, padding, NativeBlock.array(dx), ofWeights);
      }
      axpy(1, dw, weightGradient);
      if (dx != null && !inputGradient) {
        dx.close();
        dx = null;
      }
      return dx;
    }
  }

  @Override
  protected void multiply(
      double alpha,
      HostTensor a,
      boolean transposeA,
      HostTensor b,
      boolean transposeB,
      double beta,
      HostTensor c) {
    NativeThreads.prepare();
    MatrixProducts.multiply(alpha, a, transposeA, b, transposeB, beta, c);
  }
}
