package io.hsicflow.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hsicflow.model.json.JsonReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BenchStepCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void aTinyStepIsMeasuredInAllItsParts() {
    assertThat(run("--estimator", "features", "--json", "--profile")).isZero();

    Map<?, ?> json = JsonReader.parseObject(out.toString());
    assertThat(json.get("batch")).isEqualTo(8L);
    assertThat(json.get("precision")).isEqualTo("float32");
    assertThat(number(json, "images_s"))
        .isBetween(number(json, "images_s_p10"), number(json, "images_s_p90"))
        .isEqualTo(8000 / number(json, "step_ms"), within(1e-6));
    for (String key : List.of("step_gflop", "peak_gflops", "share_of_peak")) {
      assertThat(number(json, key)).as(key).isPositive();
    }
    assertThat(number(json, "beside_networks")).isBetween(0.0, 1.0);
    Map<?, ?> shares = (Map<?, ?>) json.get("shares");
    assertThat(shares.values()).allSatisfy(share -> assertThat((Double) share).isBetween(0.0, 1.0));
    assertThat(shares.values().stream().mapToDouble(share -> (Double) share).sum())
        .isEqualTo(1, within(1e-9));
    List<Object> layers = new ArrayList<>();
    ((List<?>) json.get("layers")).forEach(each -> layers.add(((Map<?, ?>) each).get("layer")));
    assertThat(layers)
        .contains("encoder.conv1", "encoder.layer1.0.conv1", "encoder.bn1", "predictor.3")
        .contains("larsUpdateEach", "randomFeatures")
        .doesNotContain("unnamed");
  }

  @Test
  void theTextNamesTheSpeedAndTheParts() {
    assertThat(run("--estimator", "exact", "--profile")).isZero();

    assertThat(out.toString())
        .contains("images/s", "GFLOP/s", "batch norm", "LARS")
        .contains("encoder.layer4.1.conv2 (convolution, forward)");
  }

  @Test
  void anEstimatorThatDrawsNothingTakesNoDraws() {
    assertThat(run("--estimator", "exact", "--draws", "2")).isEqualTo(Hsicflow.FAILED);

    assertThat(err.toString()).contains("The exact estimator draws no features");
  }

  @Test
  void noStepsAreNoMeasurement() {
    assertThat(run("--steps", "0")).isEqualTo(Hsicflow.FAILED);

    assertThat(err.toString()).contains("0 steps after", "--steps");
  }

  private static double number(Map<?, ?> json, String key) {
    return ((Number) json.get(key)).doubleValue();
  }

  private int run(String... further) {
    List<String> arguments =
        new ArrayList<>(List.of("bench", "step", "--width", "4", "--size", "16", "--batch", "8"));
    arguments.addAll(List.of("--hidden", "24", "--output", "12", "--threads", "2"));
    arguments.addAll(List.of("--warmup", "1"));
    if (!List.of(further).contains("--steps")) {
      arguments.addAll(List.of("--steps", "3"));
    }
    arguments.addAll(List.of(further));
    return Hsicflow.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments.toArray(String[]::new));
  }
}
