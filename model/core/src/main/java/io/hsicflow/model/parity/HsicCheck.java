package io.hsicflow.model.parity;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Tensor;
import io.hsicflow.model.loss.Estimator;
import io.hsicflow.model.loss.FeatureDirections;
import io.hsicflow.model.loss.HsicLoss;
import io.hsicflow.model.loss.LossSettings;
import io.hsicflow.model.loss.LossValue;
import java.util.Arrays;

/** Kind {@code hsic}: terms of the loss and its gradient, and the exact estimators. */
final class HsicCheck implements BackendCheck {
  @Override
  public void check(GoldenFile file, Bench bench, Measures measures) {
    Backend backend = bench.backend();
    double bar = Bars.of(backend.precision(), 0).terms();
    HsicLoss.Result result = evaluate(backend, file, Estimator.FEATURES);
    measures.number("hsic_zy", result.value().hsicZy(), file.values("hsic_zy")[0], bar);
    measures.number("hsic_zz", result.value().hsicZz(), file.values("hsic_zz")[0], bar);
    measures.number("loss", result.value().loss(), file.values("loss")[0], bar);
    double[] gradient = backend.read(result.gradient());
    int hiddens = file.whole("hiddens");
    int each = gradient.length / hiddens;
    for (int m = 0; m < hiddens; m++) {
      double[] own = Arrays.copyOfRange(gradient, m * each, (m + 1) * each);
      measures.tensor("grad." + m, own, file.values("grad." + m), bar);
    }
    LossValue exact = evaluate(backend, file, Estimator.EXACT).value();
    measures.number("exact_hsic_zy", exact.hsicZy(), file.values("exact_hsic_zy")[0], bar);
    measures.number("exact_hsic_zz", exact.hsicZz(), file.values("exact_hsic_zz")[0], bar);
  }

  private static HsicLoss.Result evaluate(Backend backend, GoldenFile file, Estimator estimator) {
    LossSettings settings =
        new LossSettings(
            file.kernel(),
            estimator,
            FeatureDirections.INDEPENDENT,
            file.whole("features"),
            1,
            file.number("gamma"),
            LossSettings.DEFAULT.initialScale(),
            LossSettings.DEFAULT.scaleRate(),
            LossSettings.DEFAULT.scaleRows());
    HsicLoss loss = new HsicLoss(backend, settings, new StoredDraws(file, false));
    int hiddens = file.whole("hiddens");
    Tensor raw = StoredHiddens.stacked(backend, file);
    return loss.evaluate(raw, hiddens, hiddens, file.number("kernel_scale"), 0);
  }
}
