package io.hsicflow.model.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SCALE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_MEAN;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCALE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_VARIANCE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;

import io.hsicflow.model.backend.BatchNormOutput;
import io.hsicflow.model.backend.BatchStatistics;
import io.hsicflow.model.backend.NormOperands;
import io.hsicflow.model.backend.Tensor;
import io.hsicflow.model.host.HostTensor;
import org.bytedeco.dnnl.memory;

/** Batch norm, rectifiers and residual sums of activations; of matrices they are the loops'. */
abstract class OneDnnNorms extends OneDnnMemory {
  /**
   * @param type of activations; everything else is float
   */
  OneDnnNorms(memory.data_type type, int threads) {
    super(type, threads);
  }

  @Override
  public BatchNormOutput batchNorm(
      Tensor x, double epsilon, Tensor scale, Tensor shift, boolean relu) {
    if (!x.isActivation()) {
      return super.batchNorm(x, epsilon, scale, shift, relu);
    }
    Activation input = ours(x);
    Execution run = execution();
    NormPlan plan = primitives().norm(input.layout(), epsilon, relu);
    Activation y = newActivation(input.layout());
    HostTensor mean = newTensor(input.layout().channels());
    HostTensor variance = newTensor(input.layout().channels());
    run.with(DNNL_ARG_SRC, input.memory())
        .with(DNNL_ARG_DST, y.memory())
        .with(DNNL_ARG_MEAN, vector(mean))
        .with(DNNL_ARG_VARIANCE, vector(variance))
        .with(DNNL_ARG_SCALE, vector(scale))
        .with(DNNL_ARG_SHIFT, vector(shift));
    if (relu) {
      y.keep(take(plan.mask()), plan.mask());
      run.with(DNNL_ARG_WORKSPACE, y.workspace());
    }
    run.run(plan.training());
    return new BatchNormOutput(y, mean, variance);
  }

  @Override
  public BatchNormOutput batchNormAddRelu(
      Tensor x, double epsilon, Tensor scale, Tensor shift, Tensor addend) {
    BatchNormOutput output = batchNorm(x, epsilon, scale, shift, false);
    addReluInPlace(output.output(), addend);
    return output;
  }

  @Override
  public Tensor batchNormGradient(
      Tensor x,
      Tensor y,
      Tensor outputGradient,
      NormOperands norm,
      boolean relu,
      Tensor scaleGradient,
      Tensor shiftGradient) {
    if (!x.isActivation()) {
      return super.batchNormGradient(
          x, y, outputGradient, norm, relu, scaleGradient, shiftGradient);
    }
    Activation input = ours(x);
    Activation dx = newActivation(input.layout());
    int c = input.layout().channels();
    try (HostTensor ofScale = newTensor(c);
        HostTensor ofShift = newTensor(c)) {
      gradient(
          input,
          relu ? like(input, y) : null,
          like(input, outputGradient),
          norm,
          dx,
          ofScale,
          ofShift);
      axpy(1, ofScale, scaleGradient);
      axpy(1, ofShift, shiftGradient);
    }
    return dx;
  }

  /**
   * Runs the backward primitive. The mask of the rectifier is the one that the forward left with y;
   * where y has none, for it was written from outside, it is y's sign.
   */
  private void gradient(
      Activation x,
      Activation y,
      Activation outputGradient,
      NormOperands norm,
      Activation dx,
      HostTensor scaleGradient,
      HostTensor shiftGradient) {
    Execution run = execution();
    boolean masked = y != null && y.hasWorkspace();
    NormPlan plan = primitives().norm(x.layout(), norm.epsilon(), masked);
    Activation dy = outputGradient;
    if (y != null && !masked) {
      dy = newActivation(x.layout());
      reluGradient(outputGradient, y, dy);
    }
    run.with(DNNL_ARG_SRC, x.memory())
        .with(DNNL_ARG_DIFF_DST, dy.memory())
        .with(DNNL_ARG_MEAN, vector(norm.mean()))
        .with(DNNL_ARG_VARIANCE, vector(norm.variance()))
        .with(DNNL_ARG_SCALE, vector(norm.scale()))
        .with(DNNL_ARG_DIFF_SRC, dx.memory())
        .with(DNNL_ARG_DIFF_SCALE, vector(scaleGradient))
        .with(DNNL_ARG_DIFF_SHIFT, vector(shiftGradient));
    if (masked) {
      run.with(DNNL_ARG_WORKSPACE, y.workspace());
    }
    run.run(plan.gradient());
    closeCopy(dy, outputGradient);
  }

  @Override
  public BatchStatistics batchStatistics(Tensor x) {
    if (!x.isActivation()) {
      return super.batchStatistics(x);
    }
    int c = x.dimension(1);
    try (Tensor factors = of(new double[c], c)) {
      BatchNormOutput output = batchNorm(x, 1, factors, factors, false);
      output.output().close();
      return new BatchStatistics(output.mean(), output.variance());
    }
  }

  @Override
  public Tensor normalise(Tensor x, NormOperands norm, boolean relu) {
    if (!x.isActivation()) {
      return super.normalise(x, norm, relu);
    }
    Activation input = ours(x);
    Execution run = execution();
    Activation y = newActivation(input.layout());
    run.with(DNNL_ARG_SRC, input.memory())
        .with(DNNL_ARG_DST, y.memory())
        .with(DNNL_ARG_MEAN, vector(norm.mean()))
        .with(DNNL_ARG_VARIANCE, vector(norm.variance()))
        .with(DNNL_ARG_SCALE, vector(norm.scale()))
        .with(DNNL_ARG_SHIFT, vector(norm.shift()))
        .run(primitives().norm(input.layout(), norm.epsilon(), relu).given());
    return y;
  }

  @Override
  public Tensor normaliseAddRelu(Tensor x, NormOperands norm, Tensor addend) {
    if (!x.isActivation()) {
      return super.normaliseAddRelu(x, norm, addend);
    }
    Tensor y = normalise(x, norm, false);
    addReluInPlace(y, addend);
    return y;
  }

  @Override
  public Tensor normaliseGradientSums(
      Tensor x, Tensor y, Tensor outputGradient, NormOperands norm, boolean relu) {
    if (!x.isActivation()) {
      return super.normaliseGradientSums(x, y, outputGradient, norm, relu);
    }
    Activation input = ours(x);
    int c = input.layout().channels();
    HostTensor sums = newTensor(2, c);
    try (Activation unused = newActivation(input.layout());
        Tensor none = of(new double[c], c)) {
      gradient(
          input,
          relu ? like(input, y) : null,
          like(input, outputGradient),
          norm.with(none, none),
          unused,
          own(view(sums, c, c)),
          own(view(sums, 0, c)));
    }
    return sums;
  }

  /**
   * With sums over several ranks: {@code k g - (a xhat + b)}, k = scale / sqrt(variance + epsilon),
   * a = k sums[1] / count, b = k sums[0] / count; the bracket is a batch norm of x.
   */
  @Override
  public Tensor normaliseGradient(
      Tensor x,
      Tensor y,
      Tensor outputGradient,
      NormOperands norm,
      Tensor sums,
      double count,
      boolean relu) {
    if (!x.isActivation()) {
      return super.normaliseGradient(x, y, outputGradient, norm, sums, count, relu);
    }
    Activation input = ours(x);
    int c = input.layout().channels();
    double[] k = read(norm.scale());
    double[] spread = read(norm.variance());
    double[] s = read(sums);
    double[] a = new double[c];
    double[] b = new double[c];
    for (int j = 0; j < c; j++) {
      k[j] /= Math.sqrt(spread[j] + norm.epsilon());
      b[j] = k[j] * s[j] / count;
      a[j] = k[j] * s[c + j] / count;
    }
    Activation given = like(input, outputGradient);
    Activation dx = newActivation(input.layout());
    if (relu) {
      reluGradient(given, like(input, y), dx);
    } else {
      reorder(given.memory(), dx.memory());
    }
    try (Tensor factors = of(k, c);
        Tensor slopes = of(a, c);
        Tensor offsets = of(b, c);
        Tensor away = normalise(x, norm.with(slopes, offsets), false)) {
      Layout broadcast = Layouts.rowMajor(1, c, 1, 1);
      execution()
          .with(DNNL_ARG_SRC, dx.memory())
          .with(DNNL_ARG_SRC_1, memory(own(factors), broadcast.dimensions()))
          .with(DNNL_ARG_DST, dx.memory())
          .run(primitives().timesChannels(dx.layout(), broadcast));
      execution()
          .with(DNNL_ARG_SRC, dx.memory())
          .with(DNNL_ARG_SRC_1, ours(away).memory())
          .with(DNNL_ARG_DST, dx.memory())
          .run(primitives().subtract(dx.layout()));
    }
    return dx;
  }

  @Override
  public void addReluInPlace(Tensor x, Tensor addend) {
    if (x.isActivation()) {
      add(ours(x), addend, true);
    } else {
      super.addReluInPlace(x, addend);
    }
  }

  @Override
  public void addInPlace(Tensor x, Tensor addend) {
    if (x.isActivation()) {
      add(ours(x), addend, false);
    } else {
      super.addInPlace(x, addend);
    }
  }

  private void add(Activation x, Tensor addend, boolean relu) {
    Activation other = like(x, addend);
    execution()
        .with(DNNL_ARG_SRC, x.memory())
        .with(DNNL_ARG_SRC_1, other.memory())
        .with(DNNL_ARG_DST, x.memory())
        .run(primitives().add(x.layout(), relu));
    x.dropWorkspace();
    closeCopy(other, addend);
  }

  @Override
  public void reluGradientInPlace(Tensor gradient, Tensor y) {
    if (!gradient.isActivation()) {
      super.reluGradientInPlace(gradient, y);
      return;
    }
    Activation dy = ours(gradient);
    Activation output = like(dy, y);
    reluGradient(dy, output, dy);
    closeCopy(output, y);
  }

  private void reluGradient(Activation dy, Activation y, Activation into) {
    execution()
        .with(DNNL_ARG_DST, y.memory())
        .with(DNNL_ARG_DIFF_DST, dy.memory())
        .with(DNNL_ARG_DIFF_SRC, into.memory())
        .run(primitives().reluGradient(dy.layout()));
  }
}
