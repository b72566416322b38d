package io.hsicflow.pipeline.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SplitRuleTest {
  @Test
  void oneIdInTenIsKeptApart() {
    long kept =
        IntStream.range(0, 20_000).filter(i -> SplitRule.isTenth("cat/" + i + ".jpg")).count();
    // Four standard deviations around 2,000.
    assertThat(kept).isBetween(1_830L, 2_170L);
  }

  @Test
  void theRuleIsTheSameForEver() {
    assertThat(IntStream.range(0, 40).filter(i -> SplitRule.isTenth("cat/" + i + ".jpg")).toArray())
        .containsExactly(24);
  }
}
