package io.hsicflow.pipeline.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestKeyTest {
  @Test
  void distanceCountsEditsAndSwaps() {
    assertThat(NearestKey.distance("steps", "steps")).isZero();
    assertThat(NearestKey.distance("stpes", "steps")).isEqualTo(1);
    assertThat(NearestKey.distance("", "abc")).isEqualTo(3);
    assertThat(NearestKey.distance("kitten", "sitting")).isEqualTo(3);
  }

  @Test
  void theNearestIsIndifferentToCaseAndUnderscores() {
    assertThat(
            NearestKey.to("Learner.Warmup_Steps", List.of("learner.warmup-steps", "learner.steps")))
        .contains("learner.warmup-steps");
    assertThat(NearestKey.to("x", List.of())).isEmpty();
  }
}
