package io.hsicflow.model.loss;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Backends;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.backend.Tensor;
import io.hsicflow.model.golden.GoldenErrors;
import io.hsicflow.model.golden.GoldenFile;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Loss and kernel scale against the reference, in both precisions. */
class GoldenLossTest {
  private static final GoldenErrors ERRORS = new GoldenErrors();

  @AfterAll
  static void write() {
    ERRORS.write(GoldenLossTest.class);
  }

  private static final double DOUBLE_BAR = 1e-9;
  private static final double FLOAT_BAR = 1e-5;

  @ParameterizedTest
  @CsvSource({
    "0,FLOAT64", "1,FLOAT64", "2,FLOAT64", "3,FLOAT64", "4,FLOAT64",
    "0,FLOAT32", "1,FLOAT32", "2,FLOAT32", "3,FLOAT32", "4,FLOAT32"
  })
  void lossTermsAndGradientEqualTheReference(int number, Precision precision) throws IOException {
    GoldenFile file = GoldenFile.open("reference/hsic-" + number + ".safetensors");
    double bar = precision == Precision.FLOAT64 ? DOUBLE_BAR : FLOAT_BAR;
    try (Backend backend = Backends.open("nd4j", precision, 2)) {
      HsicLoss.Result result = evaluate(backend, file, Estimator.FEATURES);
      ERRORS.check(
          "hsic", precision, "ZY", result.value().hsicZy(), file.values("hsic_zy")[0], bar);
      ERRORS.check(
          "hsic", precision, "ZZ", result.value().hsicZz(), file.values("hsic_zz")[0], bar);
      ERRORS.check("hsic", precision, "loss", result.value().loss(), file.values("loss")[0], bar);
      double[] gradient = backend.read(result.gradient());
      int each = gradient.length / file.whole("hiddens");
      for (int m = 0; m < file.whole("hiddens"); m++) {
        double[] own = Arrays.copyOfRange(gradient, m * each, (m + 1) * each);
        ERRORS.check(
            "hsic", precision, "gradient of hidden " + m, own, file.values("grad." + m), bar);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0,FLOAT64", "1,FLOAT64", "2,FLOAT64", "3,FLOAT64", "4,FLOAT64",
    "0,FLOAT32", "1,FLOAT32", "2,FLOAT32", "3,FLOAT32", "4,FLOAT32"
  })
  void exactEstimatorsEqualTheStoredOnes(int number, Precision precision) throws IOException {
    GoldenFile file = GoldenFile.open("reference/hsic-" + number + ".safetensors");
    double bar = precision == Precision.FLOAT64 ? DOUBLE_BAR : FLOAT_BAR;
    try (Backend backend = Backends.open("nd4j", precision, 2)) {
      LossValue value = evaluate(backend, file, Estimator.EXACT).value();
      ERRORS.check(
          "hsic, exact", precision, "ZY", value.hsicZy(), file.values("exact_hsic_zy")[0], bar);
      ERRORS.check(
          "hsic, exact", precision, "ZZ", value.hsicZz(), file.values("exact_hsic_zz")[0], bar);
    }
  }

  @ParameterizedTest
  @CsvSource({"0,FLOAT64", "1,FLOAT64", "2,FLOAT64", "0,FLOAT32", "1,FLOAT32", "2,FLOAT32"})
  void kernelScaleTakesTheStoredSteps(int number, Precision precision) throws IOException {
    GoldenFile file = GoldenFile.open("reference/kernel-scale-" + number + ".safetensors");
    double bar = precision == Precision.FLOAT64 ? DOUBLE_BAR : FLOAT_BAR;
    int hiddens = file.whole("hiddens");
    LossSettings settings =
        new LossSettings(
            Kernel.INVERSE_MULTIQUADRIC,
            Estimator.FEATURES,
            FeatureDirections.INDEPENDENT,
            1,
            1,
            3,
            file.number("initial"),
            file.number("learning_rate"),
            hiddens * file.whole("rows"));
    try (Backend backend = Backends.open("nd4j", precision, 2)) {
      Tensor raw = hiddens(backend, file, hiddens);
      HiddenStack stack =
          new HiddenStack(backend.normaliseRows(raw), hiddens, raw.dimension(0) / hiddens, 1);
      KernelScale scale = new KernelScale(backend, settings, new StoredRows(file));
      for (int step = 0; step < file.whole("steps"); step++) {
        KernelScale.Objective objective = scale.update(stack, step);
        ERRORS.check(
            "kernel-scale",
            precision,
            "objective " + step,
            objective.value(),
            file.values("objective")[step],
            bar);
        ERRORS.check(
            "kernel-scale",
            precision,
            "gradient " + step,
            -objective.derivative(),
            file.values("gradient")[step],
            bar);
        ERRORS.check(
            "kernel-scale",
            precision,
            "scale " + step,
            scale.scale(),
            file.values("kernel_scale")[step],
            bar);
      }
    }
  }

  private static HsicLoss.Result evaluate(Backend backend, GoldenFile file, Estimator estimator) {
    LossSettings settings =
        new LossSettings(
            Kernel.INVERSE_MULTIQUADRIC,
            estimator,
            FeatureDirections.INDEPENDENT,
            file.whole("features"),
            1,
            file.number("gamma"),
            1,
            3e-4,
            1024);
    int hiddens = file.whole("hiddens");
    HsicLoss loss = new HsicLoss(backend, settings, new FileDraws(file, false));
    return loss.evaluate(
        hiddens(backend, file, hiddens), hiddens, hiddens, file.number("kernel_scale"), 0);
  }

  private static Tensor hiddens(Backend backend, GoldenFile file, int hiddens) {
    int[] shape = file.tensors().tensor("hidden.0").shape();
    double[] all = new double[hiddens * shape[0] * shape[1]];
    for (int m = 0; m < hiddens; m++) {
      System.arraycopy(
          file.values("hidden." + m), 0, all, m * shape[0] * shape[1], shape[0] * shape[1]);
    }
    return backend.of(all, hiddens * shape[0], shape[1]);
  }

  /** Rows as the files of the kernel scale hold them, [steps, M, rows] for each side. */
  private record StoredRows(GoldenFile file) implements StepDraws {
    @Override
    public FeatureDraw features(long step, int draw, int side, int features, int dimension) {
      throw new IllegalStateException("The kernel scale asks for no features.");
    }

    @Override
    public int[] scaleRows(long step, int draw, int side, int hiddens, int images, int rows) {
      int[] all = file.tensors().tensor("rows_" + (side + 1)).toInts();
      int each = hiddens * rows;
      return Arrays.copyOfRange(all, (int) step * each, ((int) step + 1) * each);
    }
  }
}
