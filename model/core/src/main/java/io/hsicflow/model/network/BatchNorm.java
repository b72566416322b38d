package io.hsicflow.model.network;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.BatchNormOutput;
import io.hsicflow.model.backend.BatchStatistics;
import io.hsicflow.model.backend.Collective;
import io.hsicflow.model.backend.NormOperands;
import io.hsicflow.model.backend.Tensor;

/**
 * Batch norm over all but the channels, of activations [n, c, h, w] or matrices [n, c], with an
 * optional rectifier, or with a shortcut added before it: y = act(s xhat + b (+ shortcut)), xhat =
 * (x - m) / sqrt(v + eps), where m and v are those of the batch over all ranks, or given ones in
 * evaluation mode.
 *
 * <p>Gradient, with g = dy where y was not rectified away, N values a channel, S0 = sum g, S1 = sum
 * g xhat: m and v depend on every x, dm/dx = 1/N, dv/dx = 2 (x - m) / N, hence dx = s / sqrt(v +
 * eps) (g - S0 / N - xhat S1 / N), ds = S1, db = S0, dshortcut = g. S0 and S1 in dx are sums over
 * all ranks; ds and db stay local, like every parameter gradient.
 */
record BatchNorm(Norm norm) {
  private static final double EPSILON = Norm.EPSILON;

  static BatchNorm declare(
      ParameterLayout.Builder layout, String name, int channels, boolean zeroScale) {
    return new BatchNorm(layout.norm(name, channels, zeroScale));
  }

  Tensor forward(NetworkPass pass, Tensor x, boolean relu) {
    Backend backend = pass.backend();
    Tensor scale = pass.parameter(norm.name() + ".weight");
    Tensor shift = pass.parameter(norm.name() + ".bias");
    NormStatistics fixed = pass.fixedStatistics();
    if (fixed != null) {
      return backend.normalise(x, operands(fixed, scale, shift), relu);
    }
    Tensor y;
    if (pass.collective().ranks() == 1) {
      BatchNormOutput output = backend.batchNorm(x, EPSILON, scale, shift, relu);
      pass.record(norm, new BatchStatistics(output.mean(), output.variance()));
      y = output.output();
    } else {
      BatchStatistics s = globalStatistics(pass, x);
      y = backend.normalise(x, NormOperands.of(s, EPSILON, scale, shift), relu);
    }
    pass.push(x);
    if (relu) {
      pass.push(y);
    }
    return y;
  }

  /** {@code relu(batch norm of x + shortcut)}. */
  Tensor forwardAddRelu(NetworkPass pass, Tensor x, Tensor shortcut) {
    Backend backend = pass.backend();
    Tensor scale = pass.parameter(norm.name() + ".weight");
    Tensor shift = pass.parameter(norm.name() + ".bias");
    NormStatistics fixed = pass.fixedStatistics();
    if (fixed != null) {
      return backend.normaliseAddRelu(x, operands(fixed, scale, shift), shortcut);
    }
    Tensor y;
    if (pass.collective().ranks() == 1) {
      BatchNormOutput output = backend.batchNormAddRelu(x, EPSILON, scale, shift, shortcut);
      pass.record(norm, new BatchStatistics(output.mean(), output.variance()));
      y = output.output();
    } else {
      BatchStatistics s = globalStatistics(pass, x);
      y = backend.normaliseAddRelu(x, NormOperands.of(s, EPSILON, scale, shift), shortcut);
    }
    pass.push(x);
    pass.push(y);
    return y;
  }

  /**
   * The gradient of x; dy is left as it is, for the caller to use on or free. Frees x and y, which
   * no layer before this one reads.
   *
   * @param relu whether the forward rectified
   */
  Tensor backward(NetworkPass pass, Tensor dy, boolean relu) {
    Tensor y = relu ? pass.pop() : null;
    Tensor x = pass.pop();
    Tensor dx = backward(pass, x, y, dy, relu);
    x.close();
    if (relu) {
      y.close();
    }
    return dx;
  }

  /**
   * Masks dy in place, so that it becomes the gradient of the shortcut too, and returns the
   * gradient of x. Frees x and y.
   */
  Tensor backwardAddRelu(NetworkPass pass, Tensor dy) {
    Tensor y = pass.pop();
    Tensor x = pass.pop();
    Tensor dx;
    if (pass.collective().ranks() == 1) {
      dx =
          pass.backend()
              .batchNormAddReluGradient(
                  x,
                  y,
                  dy,
                  ofForward(pass),
                  pass.gradient(norm.name() + ".weight"),
                  pass.gradient(norm.name() + ".bias"));
    } else {
      pass.backend().reluGradientInPlace(dy, y);
      dx = backward(pass, x, null, dy, false);
    }
    y.close();
    x.close();
    return dx;
  }

  private Tensor backward(NetworkPass pass, Tensor x, Tensor y, Tensor dy, boolean relu) {
    Backend backend = pass.backend();
    NormOperands operands = ofForward(pass);
    Tensor scaleGradient = pass.gradient(norm.name() + ".weight");
    Tensor shiftGradient = pass.gradient(norm.name() + ".bias");
    int ranks = pass.collective().ranks();
    if (ranks == 1) {
      return backend.batchNormGradient(x, y, dy, operands, relu, scaleGradient, shiftGradient);
    }
    Tensor sums = backend.normaliseGradientSums(x, y, dy, operands, relu);
    int c = norm.channels();
    backend.axpy(1, backend.view(sums, 0, c), shiftGradient);
    backend.axpy(1, backend.view(sums, c, c), scaleGradient);
    pass.collective().sumInPlace(sums);
    double count = (double) (x.size() / c) * ranks;
    return backend.normaliseGradient(x, y, dy, operands, sums, count, relu);
  }

  private NormOperands operands(NormStatistics fixed, Tensor scale, Tensor shift) {
    return new NormOperands(fixed.mean(norm), fixed.variance(norm), EPSILON, scale, shift);
  }

  /** What this pass's forward computed with. */
  private NormOperands ofForward(NetworkPass pass) {
    return NormOperands.of(
        pass.batchStatistics(norm),
        EPSILON,
        pass.parameter(norm.name() + ".weight"),
        pass.parameter(norm.name() + ".bias"));
  }

  /**
   * Statistics over all ranks, which hold equally many values each: m = mean of m_r, v = mean of
   * (v_r + (m_r - m)^2), the merging of moments, without a difference of large squares.
   */
  private BatchStatistics globalStatistics(NetworkPass pass, Tensor x) {
    Backend backend = pass.backend();
    Collective collective = pass.collective();
    BatchStatistics local = backend.batchStatistics(x);
    double[] own = backend.read(local.mean());
    collective.sumInPlace(local.mean());
    backend.scale(local.mean(), 1.0 / collective.ranks());
    double[] mean = backend.read(local.mean());
    double[] spread = backend.read(local.variance());
    for (int i = 0; i < spread.length; i++) {
      spread[i] += (own[i] - mean[i]) * (own[i] - mean[i]);
    }
    backend.write(local.variance(), spread);
    collective.sumInPlace(local.variance());
    backend.scale(local.variance(), 1.0 / collective.ranks());
    pass.record(norm, local);
    return local;
  }
}
