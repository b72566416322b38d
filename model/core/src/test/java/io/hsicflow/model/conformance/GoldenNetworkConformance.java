package io.hsicflow.model.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Collective;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.backend.Tensor;
import io.hsicflow.model.json.JsonReader;
import io.hsicflow.model.network.FixedStatistics;
import io.hsicflow.model.network.NetworkPass;
import io.hsicflow.model.network.Norm;
import io.hsicflow.model.network.Parameter;
import io.hsicflow.model.network.ParameterBuffer;
import io.hsicflow.model.network.ParameterLayout;
import io.hsicflow.model.network.ResNet;
import io.hsicflow.model.snapshot.Safetensors;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every golden network file, forward in both modes and all gradients, in both precisions. In float
 * a rectifier whose input lies within rounding of zero can turn and move all gradients behind it by
 * up to a percent: that is found out by comparing signs with a run in double, and only then are the
 * wider bars used.
 */
public abstract class GoldenNetworkConformance {
  /** Opens the backend under test. */
  protected abstract Backend open(Precision precision);

  /** The golden files that are present. */
  static List<String> files() {
    return GoldenNetworkFiles.names();
  }

  @ParameterizedTest
  @MethodSource("files")
  void agreesInDouble(String file) throws IOException {
    check(file, Precision.FLOAT64);
  }

  @ParameterizedTest
  @MethodSource("files")
  void agreesInFloatWithinTheBars(String file) throws IOException {
    check(file, Precision.FLOAT32);
  }

  private void check(String file, Precision precision) throws IOException {
    Safetensors golden = GoldenNetworkFiles.read(file);
    GoldenNetworkFiles.Params params = GoldenNetworkFiles.Params.of(golden);
    Bars bars = Bars.of(precision, params.depth());
    FilledParameters fill = new FilledParameters(params.fillSeed());
    ParameterLayout.Builder builder = ParameterLayout.builder();
    ResNet net = new ResNet(builder, "", params.depth(), params.stem(), params.width());
    ParameterLayout layout = builder.build();
    double[] input = golden.tensor("input").toDoubles();
    int n = params.batch();
    int s = params.size();
    try (Backend opened = open(precision)) {
      RectifierSigns signs = new RectifierSigns(opened);
      Backend backend = signs.recording();
      ParameterBuffer parameters = filled(backend, layout, fill);
      ParameterBuffer gradients = new ParameterBuffer(backend, layout);
      FixedStatistics fixed =
          new FixedStatistics(
              backend, layout, name -> fill.statistic(name, channels(layout, name)));
      NetworkPass still = NetworkPass.evaluation(opened, parameters, fixed);
      Tensor evaluation = net.forward(still, backend.activation(input, n, 3, s, s));
      close(golden, "embedding_evaluation", backend.read(evaluation), bars.evaluation(), 1);

      NetworkPass pass = NetworkPass.training(backend, parameters, gradients, Collective.single());
      Tensor embedding = net.forward(pass, backend.activation(input, n, 3, s, s));
      close(golden, "embedding_training", backend.read(embedding), bars.training(), 1);

      Tensor upstream = backend.of(fill.plain("upstream", n * net.embedding()), n, net.embedding());
      double[] dx = backend.read(net.backward(pass, upstream, true));
      Bars gradientBars = bars;
      if (precision == Precision.FLOAT32
          && VectorError.relative(dx, golden.tensor("gradient_input").toDoubles())
              > bars.gradient()) {
        int flipped = signs.differences(signsInDouble(net, layout, fill, input, n, s));
        assertThat(flipped)
            .as("rectifiers that rounding turned, of %d", signs.count())
            .isBetween(1, signs.count() / 100_000 + 1);
        gradientBars = Bars.TURNED;
      }
      close(golden, "gradient_input", dx, gradientBars.gradient(), gradientBars.cosine());
      checkGradients(golden, backend, gradients, gradientBars);
    }
  }

  private RectifierSigns signsInDouble(
      ResNet net, ParameterLayout layout, FilledParameters fill, double[] input, int n, int s) {
    try (Backend opened = open(Precision.FLOAT64)) {
      RectifierSigns signs = new RectifierSigns(opened);
      Backend backend = signs.recording();
      NetworkPass pass =
          NetworkPass.forwardOnly(backend, filled(backend, layout, fill), Collective.single());
      net.forward(pass, backend.activation(input, n, 3, s, s));
      return signs;
    }
  }

  private static ParameterBuffer filled(
      Backend backend, ParameterLayout layout, FilledParameters fill) {
    ParameterBuffer parameters = new ParameterBuffer(backend, layout);
    for (Parameter p : layout.parameters()) {
      backend.write(parameters.view(p.name()), fill.parameter(p));
    }
    return parameters;
  }

  private static void checkGradients(
      Safetensors golden, Backend backend, ParameterBuffer gradients, Bars bars) {
    double[] norms = golden.tensor("gradient_norms").toDoubles();
    List<?> order = (List<?>) JsonReader.parse(golden.metadata().get("gradient_order"));
    for (int i = 0; i < norms.length; i++) {
      String name = (String) order.get(i);
      double[] ours = backend.read(gradients.view(name));
      assertThat(Math.abs(VectorError.norm(ours) - norms[i]) / norms[i])
          .as("norm of the gradient of %s", name)
          .isLessThan(bars.gradient());
      if (golden.tensors().containsKey("gradient." + name)) {
        close(golden, "gradient." + name, ours, bars.gradient(), bars.cosine());
      }
    }
  }

  private static void close(
      Safetensors golden, String name, double[] ours, double bar, double cosine) {
    double[] theirs = golden.tensor(name).toDoubles();
    double error = VectorError.relative(ours, theirs);
    VectorError.report(name, error);
    assertThat(error).as("relative error of %s", name).isLessThan(bar);
    if (cosine < 1) {
      assertThat(VectorError.cosine(ours, theirs))
          .as("cosine of %s", name)
          .isGreaterThanOrEqualTo(cosine);
    }
  }

  private static int channels(ParameterLayout layout, String statistic) {
    return layout.norms().stream()
        .filter(norm -> statistic.startsWith(norm.name() + ".running"))
        .mapToInt(Norm::channels)
        .findFirst()
        .orElseThrow();
  }

  /** How close is close (golden/README.md). */
  private record Bars(double evaluation, double training, double gradient, double cosine) {
    /**
     * Where rounding turned a rectifier, gradients are held to the bars that the deep networks have
     * for that reason.
     */
    static final Bars TURNED = new Bars(1e-5, 1e-4, 1e-1, 0.995);

    static Bars of(Precision precision, int depth) {
      if (precision == Precision.FLOAT64) {
        return new Bars(1e-9, 1e-9, 1e-9, 1);
      }
      return depth >= 50 ? new Bars(1e-5, 1e-3, 1e-1, 0.995) : new Bars(1e-5, 1e-4, 1e-4, 1);
    }
  }
}
