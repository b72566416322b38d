package io.hsicflow.model.host;

import java.util.Arrays;

/** {@link VectorKernels} in double precision, for checking: plain loops. */
final class DoubleVectorKernels implements VectorKernels {
  @Override
  public void combine(double a, HostTensor x, double b, HostTensor y) {
    double[] source = Numbers.get(x);
    double[] target = Numbers.get(y);
    for (int i = 0; i < source.length; i++) {
      target[i] = a * source[i] + b * target[i];
    }
    Numbers.put(y, target);
  }

  @Override
  public void fill(HostTensor x, double value) {
    double[] values = new double[x.count()];
    Arrays.fill(values, value);
    Numbers.put(x, values);
  }

  @Override
  public void scale(HostTensor x, double factor) {
    double[] values = Numbers.get(x);
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
    Numbers.put(x, values);
  }

  @Override
  public void lerp(HostTensor target, HostTensor source, double weight) {
    double[] to = Numbers.get(source);
    double[] values = Numbers.get(target);
    for (int i = 0; i < values.length; i++) {
      values[i] += weight * (to[i] - values[i]);
    }
    Numbers.put(target, values);
  }

  @Override
  public double sumOfSquares(HostTensor x) {
    double sum = 0;
    for (double v : Numbers.get(x)) {
      sum += v * v;
    }
    return sum;
  }

  @Override
  public double[] squares(HostTensor p, HostTensor g, double decay) {
    double[] parameters = Numbers.get(p);
    double[] gradient = Numbers.get(g);
    double[] sums = new double[2];
    for (int i = 0; i < parameters.length; i++) {
      double decayed = gradient[i] + decay * parameters[i];
      sums[0] += parameters[i] * parameters[i];
      sums[1] += decayed * decayed;
    }
    return sums;
  }

  @Override
  public double dot(HostTensor x, HostTensor y) {
    double[] a = Numbers.get(x);
    double[] b = Numbers.get(y);
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  @Override
  public void addRow(HostTensor m, double[] row) {
    double[] values = Numbers.get(m);
    for (int i = 0; i < values.length; i++) {
      values[i] += row[i % row.length];
    }
    Numbers.put(m, values);
  }

  @Override
  public double[] rowSquares(HostTensor m) {
    double[] values = Numbers.get(m);
    double[] squares = new double[m.dimension(0)];
    for (int i = 0; i < values.length; i++) {
      squares[i / m.channels()] += values[i] * values[i];
    }
    return squares;
  }

  @Override
  public void distancesFromProducts(double[] a, double[] b, HostTensor q) {
    double[] values = Numbers.get(q);
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.max(0, a[i / b.length] + b[i % b.length] - 2 * values[i]);
    }
    Numbers.put(q, values);
  }

  @Override
  public void randomFeatures(
      HostTensor projections, double[] phases, double amplitude, HostTensor y) {
    double[] row = new double[phases.length];
    for (int i = 0; i < projections.count(); i += row.length) {
      Numbers.get(projections, i, row, row.length);
      add(phases, row);
      Sines.cos(row, row.length);
      for (int j = 0; j < row.length; j++) {
        row[j] *= amplitude;
      }
      Numbers.put(y, i, row, row.length);
    }
  }

  @Override
  public void randomFeaturesGradient(
      HostTensor projections, double[] phases, double amplitude, HostTensor g, HostTensor dx) {
    double[] row = new double[phases.length];
    double[] gradient = new double[phases.length];
    for (int i = 0; i < projections.count(); i += row.length) {
      Numbers.get(projections, i, row, row.length);
      Numbers.get(g, i, gradient, row.length);
      add(phases, row);
      Sines.sin(row, row.length);
      for (int j = 0; j < row.length; j++) {
        row[j] *= -amplitude * gradient[j];
      }
      Numbers.put(dx, i, row, row.length);
    }
  }

  private static void add(double[] x, double[] y) {
    for (int j = 0; j < y.length; j++) {
      y[j] += x[j];
    }
  }

  @Override
  public void momentumStep(
      HostTensor p,
      HostTensor g,
      HostTensor m,
      double rate,
      double momentum,
      double decay,
      double factor,
      HostTensor[] averages,
      double[] weights) {
    double[] parameters = Numbers.get(p);
    double[] gradient = Numbers.get(g);
    double[] velocity = Numbers.get(m);
    for (int i = 0; i < parameters.length; i++) {
      velocity[i] = momentum * velocity[i] + factor * (gradient[i] + decay * parameters[i]);
      parameters[i] -= rate * velocity[i];
    }
    Numbers.put(m, velocity);
    Numbers.put(p, parameters);
    for (int i = 0; i < averages.length; i++) {
      lerp(averages[i], p, weights[i]);
    }
  }
}
