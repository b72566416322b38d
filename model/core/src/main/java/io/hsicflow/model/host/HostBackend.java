package io.hsicflow.model.host;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.BatchStatistics;
import io.hsicflow.model.backend.CrossEntropy;
import io.hsicflow.model.backend.Follower;
import io.hsicflow.model.backend.Lanes;
import io.hsicflow.model.backend.MatrixShapes;
import io.hsicflow.model.backend.NormOperands;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.backend.Tensor;
import io.hsicflow.model.backend.Window;
import java.util.List;

/**
 * All primitives but convolutions and products, as Java loops over native memory. A backend on a
 * library for the CPU extends it with these two, and overrides what its library does better.
 */
public abstract class HostBackend extends HostMemory implements Backend {
  private final String name;
  private final int threads;
  private final Lanes lanes;
  private final NormKernels norms;
  private final VectorKernels vectors;

  /**
   * @param name the backend's
   * @param threads at least 1; from 2 on there are two lanes
   */
  protected HostBackend(String name, Precision precision, int threads) {
    super(precision);
    this.name = name;
    this.threads = threads;
    lanes = new Lanes(name, threads);
    boolean single = precision == Precision.FLOAT32;
    norms = single ? new FloatNormKernels() : new DoubleNormKernels();
    vectors = single ? new FloatVectorKernels() : new DoubleVectorKernels();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int threads() {
    return threads;
  }

  @Override
  public void sideBySide(Runnable first, Runnable second) {
    scopes().sideBySide(lanes, first, second);
  }

  @Override
  public void close() {
    lanes.close();
    freeAll();
  }

  @Override
  public BatchStatistics batchStatistics(Tensor x) {
    double[][] s = norms.statistics(own(x));
    return new BatchStatistics(of(s[0], s[0].length), of(s[1], s[1].length));
  }

  @Override
  public Tensor normalise(Tensor x, NormOperands norm, boolean relu) {
    return normalised(x, norm, null, relu);
  }

  @Override
  public Tensor normaliseAddRelu(Tensor x, NormOperands norm, Tensor addend) {
    return normalised(x, norm, sameShape(x, addend), true);
  }

  private Tensor normalised(Tensor x, NormOperands norm, HostTensor addend, boolean relu) {
    double[] factor = deviationsInverse(norm);
    multiply(factor, read(norm.scale()));
    HostTensor y = like(own(x));
    norms.normalise(own(x), read(norm.mean()), factor, read(norm.shift()), addend, relu, y);
    return y;
  }

  @Override
  public Tensor normaliseGradientSums(
      Tensor x, Tensor y, Tensor outputGradient, NormOperands norm, boolean relu) {
    double[][] s =
        norms.gradientSums(
            own(x), relu ? sameShape(x, y) : null, sameShape(x, outputGradient), read(norm.mean()));
    multiply(s[1], deviationsInverse(norm));
    int c = s[0].length;
    double[] sums = new double[2 * c];
    System.arraycopy(s[0], 0, sums, 0, c);
    System.arraycopy(s[1], 0, sums, c, c);
    return of(sums, 2, c);
  }

  @Override
  public Tensor normaliseGradient(
      Tensor x,
      Tensor y,
      Tensor outputGradient,
      NormOperands norm,
      Tensor sums,
      double count,
      boolean relu) {
    double[] inverse = deviationsInverse(norm);
    double[] s = read(sums);
    int c = inverse.length;
    double[] offset = new double[c];
    double[] slope = new double[c];
    for (int j = 0; j < c; j++) {
      offset[j] = s[j] / count;
      slope[j] = s[c + j] / count * inverse[j];
    }
    multiply(inverse, read(norm.scale()));
    HostTensor dx = like(own(x));
    norms.gradient(
        own(x),
        relu ? sameShape(x, y) : null,
        sameShape(x, outputGradient),
        read(norm.mean()),
        inverse,
        offset,
        slope,
        dx);
    return dx;
  }

  private double[] deviationsInverse(NormOperands norm) {
    double[] values = read(norm.variance());
    for (int j = 0; j < values.length; j++) {
      values[j] = 1 / Math.sqrt(values[j] + norm.epsilon());
    }
    return values;
  }

  private static void multiply(double[] values, double[] by) {
    for (int j = 0; j < values.length; j++) {
      values[j] *= by[j];
    }
  }

  @Override
  public void addReluInPlace(Tensor x, Tensor addend) {
    norms.addRelu(own(x), sameShape(x, addend));
  }

  @Override
  public void reluGradientInPlace(Tensor gradient, Tensor y) {
    norms.reluGradient(own(gradient), sameShape(gradient, y));
  }

  @Override
  public void addInPlace(Tensor x, Tensor addend) {
    vectors.combine(1, sameShape(x, addend), 1, own(x));
    own(x).written();
  }

  @Override
  public Tensor maxPool(Tensor x) {
    HostTensor input = activation(x);
    HostTensor y =
        newActivation(
            input.dimension(0),
            input.dimension(1),
            Window.MAX_POOL.places(input.dimension(2)),
            Window.MAX_POOL.places(input.dimension(3)));
    PoolKernels.maxPool(input, y);
    return y;
  }

  @Override
  public Tensor maxPoolGradient(Tensor x, Tensor y, Tensor outputGradient) {
    HostTensor dx = like(activation(x));
    PoolKernels.maxPoolGradient(activation(x), sameShape(y, outputGradient), dx);
    return dx;
  }

  @Override
  public Tensor averagePool(Tensor x) {
    HostTensor y = newTensor(x.dimension(0), x.dimension(1));
    PoolKernels.averagePool(activation(x), y);
    return y;
  }

  @Override
  public Tensor averagePoolGradient(Tensor outputGradient, int height, int width) {
    HostTensor dx =
        newActivation(outputGradient.dimension(0), outputGradient.dimension(1), height, width);
    PoolKernels.averagePoolGradient(own(outputGradient), dx);
    return dx;
  }

  @Override
  public void multiply(
      double alpha,
      Tensor a,
      boolean transposeA,
      Tensor b,
      boolean transposeB,
      double beta,
      Tensor c) {
    HostTensor left = own(a);
    HostTensor right = own(b);
    HostTensor result = own(c);
    MatrixShapes.requireProduct(left, transposeA, right, transposeB, result);
    multiply(alpha, left, transposeA, right, transposeB, beta, result);
    result.written();
  }

  /** {@code c = alpha op(a) op(b) + beta c} of matrices whose shapes agree. */
  protected abstract void multiply(
      double alpha,
      HostTensor a,
      boolean transposeA,
      HostTensor b,
      boolean transposeB,
      double beta,
      HostTensor c);

  @Override
  public void addRowInPlace(Tensor m, Tensor row) {
    vectors.addRow(own(m), read(channels(m, row)));
    own(m).written();
  }

  @Override
  public void addColumnSums(Tensor m, Tensor sums) {
    double[] added = norms.sums(own(m));
    try (Tensor rounded = of(added, added.length)) {
      axpy(1, rounded, channels(m, sums));
    }
  }

  @Override
  public void centreColumnsInPlace(Tensor m) {
    double[] away = norms.sums(own(m));
    for (int j = 0; j < away.length; j++) {
      away[j] /= -m.dimension(0);
    }
    vectors.addRow(own(m), away);
    own(m).written();
  }

  @Override
  public Tensor normaliseRows(Tensor x) {
    HostTensor y = like(own(x));
    MatrixKernels.normaliseRows(own(x), y);
    return y;
  }

  @Override
  public Tensor normaliseRowsGradient(Tensor x, Tensor outputGradient) {
    HostTensor dx = like(own(x));
    MatrixKernels.normaliseRowsGradient(own(x), sameShape(x, outputGradient), dx);
    return dx;
  }

  @Override
  public Tensor randomFeatures(Tensor projections, Tensor phases, double amplitude) {
    HostTensor y = like(own(projections));
    vectors.randomFeatures(own(projections), read(channels(projections, phases)), amplitude, y);
    return y;
  }

  @Override
  public Tensor randomFeaturesGradient(
      Tensor projections, Tensor phases, double amplitude, Tensor outputGradient) {
    HostTensor dx = like(own(projections));
    vectors.randomFeaturesGradient(
        own(projections),
        read(channels(projections, phases)),
        amplitude,
        sameShape(projections, outputGradient),
        dx);
    return dx;
  }

  @Override
  public Tensor squaredDistances(Tensor a, Tensor b) {
    HostTensor q = newTensor(a.dimension(0), b.dimension(0));
    multiply(1, a, false, b, true, 0, q);
    vectors.distancesFromProducts(vectors.rowSquares(own(a)), vectors.rowSquares(own(b)), q);
    return q;
  }

  @Override
  public Tensor selectRows(Tensor m, int[] rows) {
    requireRows(own(m), rows);
    HostTensor y = newTensor(rows.length, m.dimension(1));
    MatrixKernels.selectRows(own(m), rows, y);
    return y;
  }

  @Override
  public double sumOfSquares(Tensor x) {
    return vectors.sumOfSquares(own(x));
  }

  @Override
  public double dot(Tensor a, Tensor b) {
    return vectors.dot(own(a), sameSize(a, b));
  }

  @Override
  public CrossEntropy softmaxCrossEntropy(Tensor logits, int[] labels, Tensor logitsGradient) {
    return MatrixKernels.softmaxCrossEntropy(
        own(logits), labels, sameShape(logits, logitsGradient));
  }

  @Override
  public void fill(Tensor x, double value) {
    HostTensor tensor = own(x);
    if (value == 0) {
      tensor.written().zero(tensor.offset(), tensor.count());
    } else {
      vectors.fill(tensor, value);
      tensor.written();
    }
  }

  @Override
  public void scale(Tensor x, double factor) {
    vectors.scale(own(x), factor);
    own(x).written();
  }

  @Override
  public void axpy(double factor, Tensor x, Tensor y) {
    HostTensor sum = own(y);
    synchronized (sum) {
      vectors.combine(factor, sameSize(y, x), 1, sum);
    }
    sum.written();
  }

  @Override
  public void lerp(Tensor target, Tensor source, double weight) {
    vectors.lerp(own(target), sameSize(target, source), weight);
    own(target).written();
  }

  @Override
  public void larsUpdate(
      Tensor parameters,
      Tensor gradient,
      Tensor momentumBuffer,
      double rate,
      double momentum,
      double decay,
      double trust,
      List<Follower> followers) {
    HostTensor p = own(parameters);
    HostTensor g = sameSize(parameters, gradient);
    double factor = 1;
    if (trust > 0) {
      double[] squares = vectors.squares(p, g, decay);
      if (squares[0] > 0 && squares[1] > 0) {
        factor = trust * Math.sqrt(squares[0]) / Math.sqrt(squares[1]);
      }
    }
    HostTensor m = sameSize(parameters, momentumBuffer);
    HostTensor[] averages = new HostTensor[followers.size()];
    double[] weights = new double[averages.length];
    for (int i = 0; i < averages.length; i++) {
      averages[i] = sameSize(parameters, followers.get(i).average());
      weights[i] = followers.get(i).weight();
    }
    vectors.momentumStep(p, g, m, rate, momentum, decay, factor, averages, weights);
    p.written();
    m.written();
    for (HostTensor average : averages) {
      average.written();
    }
  }
}
