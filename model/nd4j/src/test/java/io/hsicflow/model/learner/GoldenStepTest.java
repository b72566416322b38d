package io.hsicflow.model.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Backends;
import io.hsicflow.model.backend.Collective;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.backend.Tensor;
import io.hsicflow.model.golden.GoldenErrors;
import io.hsicflow.model.golden.GoldenFile;
import io.hsicflow.model.json.JsonReader;
import io.hsicflow.model.loss.FileDraws;
import io.hsicflow.model.loss.Kernel;
import io.hsicflow.model.network.Norm;
import io.hsicflow.model.network.Parameter;
import io.hsicflow.model.network.ParameterBuffer;
import io.hsicflow.model.network.RunningStatistics;
import io.hsicflow.model.network.Stem;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole steps with stored weights, views and draws: logs and final tensors, in both precisions. */
class GoldenStepTest {
  private static final GoldenErrors ERRORS = new GoldenErrors();

  @AfterAll
  static void write() {
    ERRORS.write(GoldenStepTest.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "short",
        "short_no_target",
        "default",
        "no_target",
        "gaussian",
        "linear",
        "bottleneck"
      })
  void stepsInDoubleEqualTheStoredOnes(String name) throws IOException {
    GoldenFile file = GoldenFile.open("network/step-" + name + ".safetensors");
    try (Backend backend = Backends.open("nd4j", Precision.FLOAT64, 2);
        Learner learner = started(backend, file)) {
      runAndCheckLogs(learner, file, file.whole("steps"), 1e-9);
      checkFinals(learner, file, 1e-9);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"short", "short_no_target", "bottleneck"})
  void twoStepsInFloatStayWithinTheBars(String name) throws IOException {
    GoldenFile file = GoldenFile.open("network/step-" + name + ".safetensors");
    try (Backend backend = Backends.open("nd4j", Precision.FLOAT32, 2);
        Learner learner = started(backend, file)) {
      runAndCheckLogs(learner, file, 2, 1e-3);
      checkFinals(learner, file, name.equals("bottleneck") ? 2e-2 : 1e-3);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"default", "no_target", "gaussian", "linear"})
  void firstStepsInFloatStayWithinTheBars(String name) throws IOException {
    GoldenFile file = GoldenFile.open("network/step-" + name + ".safetensors");
    try (Backend backend = Backends.open("nd4j", Precision.FLOAT32, 2);
        Learner learner = started(backend, file)) {
      runAndCheckLogs(learner, file, 2, 1e-3);
    }
  }

  private static Learner started(Backend backend, GoldenFile file) {
    int batch = file.whole("batch");
    boolean target = (Boolean) file.params().get("target");
    LearnerSettings settings =
        LearnerSettings.builder()
            .depth(file.whole("depth"))
            .width(file.whole("width"))
            .stem(Stem.of((String) file.params().get("stem")))
            .inputSize(file.whole("size"))
            .hidden(file.whole("hidden"))
            .output(file.whole("output"))
            .target(target)
            .probeClasses(file.whole("classes"))
            .batch(batch)
            .kernel(kernel((String) file.params().get("kernel")))
            .frequencies(file.whole("features"))
            .gamma(file.number("gamma"))
            .scaleRows(file.whole("scale_rows") * (target ? 4 : 2))
            .scaleRate(file.number("kernel_learning_rate"))
            .weightDecay(file.number("weight_decay"))
            .eta(file.number("eta"))
            .momentum(file.number("momentum"))
            .evaluationDecay(file.number("evaluation_decay"))
            .baseRate(file.number("base_learning_rate"))
            .warmupSteps(file.whole("warmup_steps"))
            .steps(file.whole("total_steps"))
            .baseTau(file.number("base_tau"))
            .build();
    Learner learner =
        new Learner(backend, settings, new FileDraws(file, true), Collective.single());
    fill(backend, learner.buffers().online(), file, "initial.online.");
    if (target) {
      fill(backend, learner.buffers().target(), file, "initial.target.");
    }
    learner.restartAverage();
    return learner;
  }

  private static Kernel kernel(String name) {
    return switch (name) {
      case "imq" -> Kernel.INVERSE_MULTIQUADRIC;
      case "gaussian" -> Kernel.GAUSSIAN;
      case "linear" -> Kernel.LINEAR;
      default -> throw new IllegalArgumentException("The golden file has a kernel " + name + ".");
    };
  }

  private static void fill(
      Backend backend, ParameterBuffer buffer, GoldenFile file, String prefix) {
    for (Parameter parameter : buffer.layout().parameters()) {
      backend.write(buffer.view(parameter.name()), file.values(prefix + parameter.name()));
    }
  }

  private static void runAndCheckLogs(Learner learner, GoldenFile file, int steps, double bar) {
    List<?> log = (List<?>) JsonReader.parse(file.tensors().metadata().get("log"));
    int batch = file.whole("batch");
    for (int step = 0; step < steps; step++) {
      String prefix = "step." + step + ".";
      int[] labels =
          file.has(prefix + "labels") ? file.tensors().tensor(prefix + "labels").toInts() : null;
      Batch images =
          new Batch(
              file.tensors().tensor(prefix + "view1").bytes(),
              file.tensors().tensor(prefix + "view2").bytes(),
              labels,
              batch);
      StepReport report = learner.step(images);
      Map<?, ?> golden = (Map<?, ?>) log.get(step);
      assertThat(report.step()).isEqualTo(step);
      assertThat(report.images()).isEqualTo((step + 1L) * batch);
      check(learner.backend().precision(), golden, "hsic_zy", report.hsicZy(), bar);
      check(learner.backend().precision(), golden, "hsic_zz", report.hsicZz(), bar);
      check(learner.backend().precision(), golden, "loss", report.loss(), bar);
      check(learner.backend().precision(), golden, "probe_loss", report.probeLoss(), bar);
      check(learner.backend().precision(), golden, "scale_objective", report.scaleObjective(), bar);
      check(learner.backend().precision(), golden, "learning_rate", report.learningRate(), 1e-12);
      check(learner.backend().precision(), golden, "tau", report.tau(), 1e-12);
      check(learner.backend().precision(), golden, "gradient_norm", report.gradientNorm(), bar);
      check(learner.backend().precision(), golden, "kernel_scale_after", report.kernelScale(), bar);
    }
  }

  private static void check(
      Backend backend, Tensor ours, GoldenFile file, String name, double bar) {
    ERRORS.check(
        "step finals", backend.precision(), name, backend.read(ours), file.values(name), bar);
  }

  private static void check(
      Precision precision, Map<?, ?> golden, String name, double ours, double bar) {
    double expected = ((Number) golden.get(name)).doubleValue();
    String what = name + " of step " + golden.get("step");
    ERRORS.check("step logs", precision, what, ours, expected, bar);
  }

  private static void checkFinals(Learner learner, GoldenFile file, double bar) {
    Backend backend = learner.backend();
    LearnerBuffers buffers = learner.buffers();
    checkBuffer(backend, buffers.online(), 1, file, "final.online.", bar);
    checkBuffer(backend, buffers.momentum(), 1, file, "final.momentum.", bar);
    checkBuffer(
        backend, buffers.average(), learner.average().debias(), file, "final.average.", bar);
    checkStatistics(
        backend, buffers.online(), buffers.onlineStatistics(), file, "final.online.", bar);
    if (buffers.target() != null) {
      checkBuffer(backend, buffers.target(), 1, file, "final.target.", bar);
      checkStatistics(
          backend, buffers.target(), buffers.targetStatistics(), file, "final.target.", bar);
    }
  }

  private static void checkBuffer(
      Backend backend,
      ParameterBuffer buffer,
      double factor,
      GoldenFile file,
      String prefix,
      double bar) {
    double largest = 0;
    for (Parameter parameter : buffer.layout().parameters()) {
      for (double value : file.values(prefix + parameter.name())) {
        largest = Math.max(largest, Math.abs(value));
      }
    }
    for (Parameter parameter : buffer.layout().parameters()) {
      double[] ours = backend.read(buffer.view(parameter.name()));
      for (int i = 0; i < ours.length; i++) {
        ours[i] *= factor;
      }
      double[] golden = file.values(prefix + parameter.name());
      if (feedsBatchNorm(parameter.name())) {
        for (int i = 0; i < ours.length; i++) {
          assertThat(ours[i])
              .as(prefix + parameter.name())
              .isCloseTo(golden[i], within(1e-6 * largest));
        }
      } else {
        ERRORS.check(
            "step finals", backend.precision(), prefix + parameter.name(), ours, golden, bar);
      }
    }
  }

  /** Such a bias has gradient 0: what is stored of it is rounding noise. */
  private static boolean feedsBatchNorm(String name) {
    return name.equals("projector.0.bias") || name.equals("predictor.0.bias");
  }

  private static void checkStatistics(
      Backend backend,
      ParameterBuffer buffer,
      RunningStatistics statistics,
      GoldenFile file,
      String prefix,
      double bar) {
    for (Norm norm : buffer.layout().norms()) {
      String name = prefix + norm.name();
      check(backend, statistics.mean(norm), file, name + ".running_mean", bar);
      check(backend, statistics.variance(norm), file, name + ".running_var", bar);
    }
  }
}
