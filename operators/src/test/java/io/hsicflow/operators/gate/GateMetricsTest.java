package io.hsicflow.operators.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.operators.RecordingMetricGroup;
import org.junit.jupiter.api.Test;

class GateMetricsTest {

  @Test
  void rejectedRecordsAreCountedByReason() {
    RecordingMetricGroup group = new RecordingMetricGroup();
    GateMetrics metrics = new GateMetrics(group);
    metrics.accepted();
    metrics.repeatedId();
    metrics.rejected("damaged");
    metrics.rejected("decode-timeout");
    metrics.rejected("damaged");

    assertThat(group.count("gate.accepted")).isEqualTo(1);
    assertThat(group.count("gate.repeatedIds")).isEqualTo(1);
    assertThat(group.count("gate.reason.damaged.rejected")).isEqualTo(2);
    assertThat(group.count("gate.reason.decode-timeout.rejected")).isEqualTo(1);
  }
}
