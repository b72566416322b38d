package io.hsicflow.pipeline.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static final ProgressLine.State STATE =
      new ProgressLine.State(412, -0.31234, 148.4, 272.3, 0.6125);

  @Test
  void theLineHasStepLossSpeedTimeLeftAndAccuracy() {
    ProgressLine line = new ProgressLine(new PrintWriter(new StringWriter()), true, 1100);
    assertThat(line.text(STATE))
        .isEqualTo(
            "[########................] step 412 of 1,100  loss -0.3123  148 images/s  4:32 left  kNN 61.3 %");
  }

  @Test
  void withoutATerminalItIsAPlainLineNowAndThen() {
    StringWriter text = new StringWriter();
    ProgressLine line = new ProgressLine(new PrintWriter(text), false, 1100);
    line.show(new ProgressLine.State(0, Double.NaN, Double.NaN, Double.NaN, Double.NaN), 0);
    line.show(STATE, 1_000_000_000L);
    line.show(STATE, 16_000_000_000L);
    assertThat(text.toString().lines()).containsExactly("step 0 of 1,100", line.text(STATE));
    assertThat(text.toString()).doesNotContain("\r");
  }
}
