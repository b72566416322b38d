package io.hsicflow.model.network;

import io.hsicflow.model.backend.Tensor;

/**
 * A convolution without bias, padded by half its kernel: y = x * W, weights [out, in, k, k].
 *
 * <p>Gradient: dW[o, i] sums dy[o] against the shifted x[i]; dx is dy correlated with the mirrored,
 * transposed W. Both are the backend's.
 */
record Convolution(String name, int in, int out, int kernel, int stride) {
  void declare(ParameterLayout.Builder layout) {
    layout.add(name + ".weight", ParameterKind.WEIGHT, out, in, kernel, kernel);
  }

  /** [n, in, h, w] to [n, out, h / stride, w / stride] (rounded up). */
  Tensor forward(NetworkPass pass, Tensor x) {
    pass.push(x);
    return pass.backend().convolution(x, pass.parameter(name + ".weight"), stride, kernel / 2);
  }

  /** Frees dy; returns dx, or null where it is not wanted. */
  Tensor backward(NetworkPass pass, Tensor dy, boolean inputGradient) {
    Tensor x = pass.pop();
    Tensor dx =
        pass.backend()
            .convolutionGradient(
                x,
                pass.parameter(name + ".weight"),
                dy,
                stride,
                kernel / 2,
                pass.gradient(name + ".weight"),
                inputGradient);
    dy.close();
    return dx;
  }
}
