package io.hsicflow.pipeline.bench;

import io.hsicflow.model.backend.Tensor;

/** Floating-point operations, from the shapes of an operation's tensors; 0 where it has few. */
final class Operations {
  private Operations() {}

  /** Of a call of the backend; a multiplication and an addition count as two. */
  static double of(String method, Object[] arguments, Object result) {
    return switch (method) {
      case "convolution" -> convolution((Tensor) arguments[1], (Tensor) result);
      case "convolutionGradient" -> {
        double one = convolution((Tensor) arguments[1], (Tensor) arguments[2]);
        yield (boolean) arguments[6] ? 2 * one : one;
      }
      case "multiply" -> {
        Tensor a = (Tensor) arguments[1];
        Tensor c = (Tensor) arguments[6];
        yield 2.0 * c.size() * a.dimension((boolean) arguments[2] ? 0 : 1);
      }
      default -> 0;
    };
  }

  /** Weights [out, in, k, k]; every output [n, out, h, w] sums over in, k and k. */
  private static double convolution(Tensor weights, Tensor output) {
    return 2.0 * output.size() * (weights.size() / weights.dimension(0));
  }
}
