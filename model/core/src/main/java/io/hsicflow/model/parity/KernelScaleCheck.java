package io.hsicflow.model.parity;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Tensor;
import io.hsicflow.model.loss.Estimator;
import io.hsicflow.model.loss.FeatureDirections;
import io.hsicflow.model.loss.HiddenStack;
import io.hsicflow.model.loss.KernelScale;
import io.hsicflow.model.loss.LossSettings;

/** Kind {@code kernel-scale}: objective, gradient and scale of every step of Adam. */
final class KernelScaleCheck implements BackendCheck {
  @Override
  public void check(GoldenFile file, Bench bench, Measures measures) {
    Backend backend = bench.backend();
    double bar = Bars.of(backend.precision(), 0).terms();
    file.requireFixed("beta1", KernelScale.BETA1);
    file.requireFixed("beta2", KernelScale.BETA2);
    file.requireFixed("epsilon", KernelScale.EPSILON);
    int hiddens = file.whole("hiddens");
    LossSettings settings =
        new LossSettings(
            file.kernel(),
            Estimator.FEATURES,
            FeatureDirections.INDEPENDENT,
            LossSettings.DEFAULT.frequencies(),
            1,
            LossSettings.DEFAULT.gamma(),
            file.number("initial"),
            file.number("learning_rate"),
            hiddens * file.whole("rows"));
    Tensor raw = StoredHiddens.stacked(backend, file);
    HiddenStack stack =
        new HiddenStack(backend.normaliseRows(raw), hiddens, raw.dimension(0) / hiddens, 1);
    KernelScale scale = new KernelScale(backend, settings, new StoredRows(file));
    double[] objectives = file.values("objective");
    double[] gradients = file.values("gradient");
    double[] scales = file.values("kernel_scale");
    for (int step = 0; step < file.whole("steps"); step++) {
      KernelScale.Objective seen = scale.update(stack, step);
      measures.number("objective of step " + step, seen.value(), objectives[step], bar);
      // The file has the gradient of minus the objective.
      measures.number("gradient of step " + step, -seen.derivative(), gradients[step], bar);
      measures.number("kernel_scale of step " + step, scale.scale(), scales[step], bar);
    }
  }
}
