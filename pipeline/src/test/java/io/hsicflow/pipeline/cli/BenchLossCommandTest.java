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

class BenchLossCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void everySettingIsMeasuredOnEveryBatch() {
    assertThat(run("--batch", "8,16", "--json")).isZero();

    List<Map<?, ?>> rows = rows();
    assertThat(rows).hasSize(10);
    assertThat(rows.get(0).get("batch")).isEqualTo(8L);
    assertThat(rows.get(9).get("batch")).isEqualTo(16L);
    assertThat(rows)
        .allSatisfy(
            row -> {
              assertThat(number(row, "loss_ms")).isPositive();
              assertThat(number(row, "scale_ms")).isPositive();
            });
  }

  @Test
  void theExactGradientHasNoErrorAndMoreDrawsHaveLess() {
    assertThat(run("--batch", "16", "--json")).isZero();

    List<Map<?, ?>> rows = rows();
    for (int one : new int[] {0, 2}) {
      assertThat(rows.get(one).get("draws")).isEqualTo(1L);
      assertThat(rows.get(one + 1).get("draws")).isEqualTo(8L);
      assertThat(number(rows.get(one), "gradient_error"))
          .isGreaterThan(number(rows.get(one + 1), "gradient_error"));
      assertThat(number(rows.get(one), "gradient_cosine"))
          .isLessThan(number(rows.get(one + 1), "gradient_cosine"));
    }
    assertThat(rows.get(4).get("estimator")).isEqualTo("exact");
    assertThat(rows.get(4).get("draws")).isNull();
    assertThat(number(rows.get(4), "gradient_error")).isZero();
    assertThat(number(rows.get(4), "gradient_cosine")).isEqualTo(1, within(1e-12));
  }

  @Test
  void theTableNamesTheSettings() {
    assertThat(run("--batch", "8")).isZero();

    assertThat(out.toString())
        .contains("1 independent", "8 independent", "1 orthogonal", "8 orthogonal", "exact");
  }

  @Test
  void noImagesHaveNoHiddens() {
    assertThat(run("--batch", "0")).isEqualTo(Hsicflow.FAILED);

    assertThat(err.toString()).contains("0 images", "--batch");
  }

  private List<Map<?, ?>> rows() {
    List<Map<?, ?>> rows = new ArrayList<>();
    ((List<?>) JsonReader.parseObject(out.toString()).get("rows"))
        .forEach(row -> rows.add((Map<?, ?>) row));
    return rows;
  }

  private static double number(Map<?, ?> json, String key) {
    return ((Number) json.get(key)).doubleValue();
  }

  private int run(String... further) {
    List<String> arguments = new ArrayList<>(List.of("bench", "loss", "--output", "16"));
    arguments.addAll(List.of("--threads", "2", "--warmup", "1", "--steps", "3"));
    arguments.addAll(List.of(further));
    return Hsicflow.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments.toArray(String[]::new));
  }
}
