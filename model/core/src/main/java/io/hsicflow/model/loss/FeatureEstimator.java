package io.hsicflow.model.loss;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Scope;
import io.hsicflow.model.backend.Tensor;

/**
 * HSIC by random Fourier features, {@code phi(x) = sqrt(2 / D) cos(x W^T / c + b)}, the mean over R
 * draws of two independent sides A and B each (docs/method.md sections 4 and 5). HSIC_ZY takes side
 * A only, as the reference does.
 */
final class FeatureEstimator implements HsicEstimator {
  private final Backend backend;
  private final LossSettings settings;
  private final StepDraws draws;
  private final HsicTerms terms;

  FeatureEstimator(Backend backend, LossSettings settings, StepDraws draws) {
    this.backend = backend;
    this.settings = settings;
    this.draws = draws;
    this.terms = new HsicTerms(backend, settings.gamma());
  }

  @Override
  @SuppressWarnings("try") // the scope is there to be closed
  public LossValue evaluate(HiddenStack stack, double scale, long step, Tensor gradient) {
    double loss = 0;
    double zy = 0;
    double zz = 0;
    backend.fill(gradient, 0);
    for (int draw = 0; draw < settings.draws(); draw++) {
      try (Scope scope = backend.scope()) {
        LossValue value = oneDraw(stack, scale, step, draw, gradient);
        loss += value.loss() / settings.draws();
        zy += value.hsicZy() / settings.draws();
        zz += value.hsicZz() / settings.draws();
      }
    }
    return new LossValue(loss, zy, zz);
  }

  private LossValue oneDraw(HiddenStack stack, double scale, long step, int draw, Tensor gradient) {
    int trained = stack.trainedRows();
    int width = settings.frequencies();
    Side[] sides = new Side[2];
    Tensor gradientA = backend.zeros(trained, width);
    Tensor gradientB = backend.zeros(trained, width);
    double[] zyOfA = new double[1];
    backend.sideBySide(
        () -> {
          sides[0] = new Side(stack, scale, step, draw, 0);
          zyOfA[0] = terms.zy(stack, sides[0].features, gradientA);
          backend.centreColumnsInPlace(sides[0].features);
        },
        () -> {
          sides[1] = new Side(stack, scale, step, draw, 1);
          backend.centreColumnsInPlace(sides[1].features);
        });
    Side a = sides[0];
    Side b = sides[1];
    double zy = zyOfA[0];

    Tensor c = terms.crossProduct(a.features, b.features);
    double norm = Math.sqrt(backend.sumOfSquares(c));
    double factor = terms.zzFactor(stack, norm);
    Tensor[] ofHiddens = new Tensor[2];
    backend.sideBySide(
        () -> {
          backend.multiply(factor, b.first(trained), false, c, true, 1, gradientA);
          ofHiddens[0] = a.gradient(gradientA);
        },
        () -> {
          backend.multiply(factor, a.first(trained), false, c, false, 0, gradientB);
          ofHiddens[1] = b.gradient(gradientB);
        });
    backend.axpy(1.0 / settings.draws(), ofHiddens[0], gradient);
    backend.axpy(1.0 / settings.draws(), ofHiddens[1], gradient);

    double root = norm / stack.count();
    return new LossValue(settings.gamma() * root - zy, zy, root * root);
  }

  /** One side of a draw: its projections, phases and features. */
  private final class Side {
    private final int width = settings.frequencies();
    private final double amplitude = Math.sqrt(2.0 / width);
    private final double scale;
    private final Tensor frequencies;
    private final Tensor phases;
    private final Tensor projections;
    private final Tensor features;

    Side(HiddenStack stack, double scale, long step, int draw, int side) {
      FeatureDraw drawn = draws.features(step, draw, side, width, stack.dimension());
      this.scale = scale;
      frequencies = backend.of(drawn.frequencies(), width, stack.dimension());
      phases = backend.of(drawn.phases(), width);
      projections = backend.zeros(stack.count(), width);
      backend.multiply(1 / scale, stack.rows(), false, frequencies, true, 0, projections);
      features = backend.randomFeatures(projections, phases, amplitude);
    }

    Tensor first(int rows) {
      return backend.view(features, 0, rows, width);
    }

    /** {@code d x = d phi * (-amplitude sin(x W^T / c + b)) W / c}. */
    Tensor gradient(Tensor ofFeatures) {
      int rows = ofFeatures.dimension(0);
      Tensor trained = backend.view(projections, 0, rows, width);
      Tensor ofProjections = backend.randomFeaturesGradient(trained, phases, amplitude, ofFeatures);
      Tensor ofHiddens = backend.zeros(rows, frequencies.dimension(1));
      backend.multiply(1 / scale, ofProjections, false, frequencies, false, 0, ofHiddens);
      return ofHiddens;
    }
  }
}
