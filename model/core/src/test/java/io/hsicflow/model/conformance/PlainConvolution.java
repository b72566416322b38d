package io.hsicflow.model.conformance;

/**
 * A square convolution padded by half its kernel, with its gradients, as seven nested loops over
 * [n, c, h, w].
 */
record PlainConvolution(int n, int in, int out, int side, int kernel, int stride) {
  /** What to do with one product of the sum. */
  private interface Visit {
    void at(int x, int w, int y);
  }

  int outSide() {
    return (side + 2 * (kernel / 2) - kernel) / stride + 1;
  }

  double[] forward(double[] x, double[] w) {
    double[] result = new double[n * out * outSide() * outSide()];
    visit((i, j, k) -> result[k] += x[i] * w[j]);
    return result;
  }

  double[] inputGradient(double[] w, double[] dy) {
    double[] result = new double[n * in * side * side];
    visit((i, j, k) -> result[i] += w[j] * dy[k]);
    return result;
  }

  double[] weightGradient(double[] x, double[] dy) {
    double[] result = new double[out * in * kernel * kernel];
    visit((i, j, k) -> result[j] += x[i] * dy[k]);
    return result;
  }

  private void visit(Visit visit) {
    int to = outSide();
    for (int image = 0; image < n; image++) {
      for (int o = 0; o < out; o++) {
        for (int pixel = 0; pixel < to * to; pixel++) {
          int y = (image * out + o) * to * to + pixel;
          visitWindow(
              visit,
              image,
              o,
              pixel / to * stride - kernel / 2,
              pixel % to * stride - kernel / 2,
              y);
        }
      }
    }
  }

  private void visitWindow(Visit visit, int image, int o, int top, int left, int y) {
    for (int i = 0; i < in; i++) {
      for (int k = 0; k < kernel * kernel; k++) {
        int row = top + k / kernel;
        int column = left + k % kernel;
        if (row >= 0 && row < side && column >= 0 && column < side) {
          visit.at(
              ((image * in + i) * side + row) * side + column,
              (o * in + i) * kernel * kernel + k,
              y);
        }
      }
    }
  }
}
