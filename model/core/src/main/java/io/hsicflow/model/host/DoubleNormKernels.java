package io.hsicflow.model.host;

/** {@link NormKernels} in double precision, for checking: plain loops. */
final class DoubleNormKernels implements NormKernels {
  @Override
  public double[] sums(HostTensor x) {
    int c = x.channels();
    double[] values = Numbers.get(x);
    double[] sums = new double[c];
    for (int i = 0; i < values.length; i++) {
      sums[i % c] += values[i];
    }
    return sums;
  }

  @Override
  public double[][] statistics(HostTensor x) {
    int c = x.channels();
    double[] values = Numbers.get(x);
    double[] mean = sums(x);
    double[] variance = new double[c];
    double rows = (double) values.length / c;
    for (int j = 0; j < c; j++) {
      mean[j] /= rows;
    }
    for (int i = 0; i < values.length; i++) {
      double d = values[i] - mean[i % c];
      variance[i % c] += d * d;
    }
    for (int j = 0; j < c; j++) {
      variance[j] /= rows;
    }
    return new double[][] {mean, variance};
  }

  @Override
  public void normalise(
      HostTensor x,
      double[] mean,
      double[] factor,
      double[] shift,
      HostTensor addend,
      boolean relu,
      HostTensor y) {
    int c = x.channels();
    double[] values = Numbers.get(x);
    double[] other = addend == null ? null : Numbers.get(addend);
    for (int i = 0; i < values.length; i++) {
      double v = (values[i] - mean[i % c]) * factor[i % c] + shift[i % c];
      if (other != null) {
        v += other[i];
      }
      values[i] = relu ? Math.max(0, v) : v;
    }
    Numbers.put(y, values);
  }

  @Override
  public double[][] gradientSums(HostTensor x, HostTensor y, HostTensor g, double[] mean) {
    int c = x.channels();
    double[] values = Numbers.get(x);
    double[] gradient = masked(g, y);
    double[][] sums = new double[2][c];
    for (int i = 0; i < values.length; i++) {
      sums[0][i % c] += gradient[i];
      sums[1][i % c] += gradient[i] * (values[i] - mean[i % c]);
    }
    return sums;
  }

  @Override
  public void gradient(
      HostTensor x,
      HostTensor y,
      HostTensor g,
      double[] mean,
      double[] factor,
      double[] offset,
      double[] slope,
      HostTensor dx) {
    int c = x.channels();
    double[] values = Numbers.get(x);
    double[] gradient = masked(g, y);
    for (int i = 0; i < values.length; i++) {
      int j = i % c;
      values[i] = factor[j] * (gradient[i] - offset[j] - (values[i] - mean[j]) * slope[j]);
    }
    Numbers.put(dx, values);
  }

  @Override
  public void addRelu(HostTensor x, HostTensor addend) {
    double[] values = Numbers.get(x);
    double[] other = Numbers.get(addend);
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.max(0, values[i] + other[i]);
    }
    Numbers.put(x, values);
  }

  @Override
  public void reluGradient(HostTensor g, HostTensor y) {
    Numbers.put(g, masked(g, y));
  }

  private static double[] masked(HostTensor g, HostTensor y) {
    double[] gradient = Numbers.get(g);
    if (y != null) {
      double[] output = Numbers.get(y);
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] = output[i] > 0 ? gradient[i] : 0;
      }
    }
    return gradient;
  }
}
