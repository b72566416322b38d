package io.hsicflow.model.network;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Tensor;

/**
 * A linear layer, y = x W^T (+ b): x [n, in], W [out, in], b [out].
 *
 * <p>Gradient: dW = dy^T x, db = column sums of dy, dx = dy W.
 */
public record Linear(String name, int in, int out, boolean bias) {
  /** Adds weight and bias. */
  public void declare(ParameterLayout.Builder layout) {
    layout.add(name + ".weight", ParameterKind.WEIGHT, out, in);
    if (bias) {
      layout.add(name + ".bias", ParameterKind.BIAS, out);
    }
  }

  /** [n, in] to [n, out]. */
  public Tensor forward(NetworkPass pass, Tensor x) {
    Backend backend = pass.backend();
    pass.push(x);
    Tensor y = backend.zeros(x.dimension(0), out);
    backend.multiply(1, x, false, pass.parameter(name + ".weight"), true, 0, y);
    if (bias) {
      backend.addRowInPlace(y, pass.parameter(name + ".bias"));
    }
    return y;
  }

  /**
   * Adds to the parameters' gradients and returns dx, or null where it is not wanted; dy is the
   * caller's to free.
   */
  public Tensor backward(NetworkPass pass, Tensor dy, boolean inputGradient) {
    Backend backend = pass.backend();
    Tensor x = pass.pop();
    try (Tensor dw = backend.zeros(out, in)) {
      backend.multiply(1, dy, true, x, false, 0, dw);
      backend.axpy(1, dw, pass.gradient(name + ".weight"));
    }
    if (bias) {
      backend.addColumnSums(dy, pass.gradient(name + ".bias"));
    }
    if (!inputGradient) {
      return null;
    }
    Tensor dx = backend.zeros(dy.dimension(0), in);
    backend.multiply(1, dy, false, pass.parameter(name + ".weight"), false, 0, dx);
    return dx;
  }
}
