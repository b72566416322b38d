package io.hsicflow.model.conformance;

/** Batch norm in plain double arithmetic; a value's channel is {@code index / pixels % c}. */
final class PlainNorm {
  private final double[] x;
  private final int pixels;
  private final double[] mean;
  private final double[] variance;
  private final double[] hat;
  private final double[] inverse;

  PlainNorm(double[] x, int pixels, int c, double epsilon) {
    this.x = x;
    this.pixels = pixels;
    double count = (double) x.length / c;
    mean = new double[c];
    variance = new double[c];
    inverse = new double[c];
    hat = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      mean[channel(i)] += x[i] / count;
    }
    for (int i = 0; i < x.length; i++) {
      variance[channel(i)] += Math.pow(x[i] - mean[channel(i)], 2) / count;
    }
    for (int j = 0; j < c; j++) {
      inverse[j] = 1 / Math.sqrt(variance[j] + epsilon);
    }
    for (int i = 0; i < x.length; i++) {
      hat[i] = (x[i] - mean[channel(i)]) * inverse[channel(i)];
    }
  }

  private int channel(int index) {
    return index / pixels % mean.length;
  }

  double[] mean() {
    return mean;
  }

  double[] variance() {
    return variance;
  }

  double[] forward(double[] scale, double[] shift, boolean relu) {
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      double v = hat[i] * scale[channel(i)] + shift[channel(i)];
      y[i] = relu ? Math.max(0, v) : v;
    }
    return y;
  }

  static double[] masked(double[] g, double[] y, boolean relu) {
    double[] result = g.clone();
    for (int i = 0; i < g.length; i++) {
      result[i] = relu && y[i] <= 0 ? 0 : g[i];
    }
    return result;
  }

  double[] gradientSums(double[] g) {
    double[] sums = new double[2 * mean.length];
    for (int i = 0; i < g.length; i++) {
      sums[channel(i)] += g[i];
      sums[mean.length + channel(i)] += g[i] * hat[i];
    }
    return sums;
  }

  double[] inputGradient(double[] scale, double[] g) {
    double[] sums = gradientSums(g);
    double count = (double) x.length / mean.length;
    double[] dx = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      int j = channel(i);
      dx[i] =
          scale[j] * inverse[j] * (g[i] - sums[j] / count - hat[i] * sums[mean.length + j] / count);
    }
    return dx;
  }
}
