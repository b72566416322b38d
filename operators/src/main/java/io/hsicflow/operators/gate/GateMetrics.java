package io.hsicflow.operators.gate;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * What the dashboard shows of a gate, as {@code ROLE gate split.gate.NAME}: {@code accepted}
 * images, {@code repeatedIds} among them, and {@code reason.REASON.rejected} for every reason met,
 * of which {@code decode-timeout} is the one that a replay may not repeat. The reason is a label
 * where a reporter knows labels, so that all of them are one metric there.
 */
final class GateMetrics {

  private final Counter accepted;
  private final Counter repeatedIds;
  private final MetricGroup gate;
  private final Map<String, Counter> byReason = new HashMap<>();

  GateMetrics(MetricGroup operator) {
    gate = operator.addGroup("gate");
    accepted = gate.counter("accepted");
    repeatedIds = gate.counter("repeatedIds");
  }

  void accepted() {
    accepted.inc();
  }

  void repeatedId() {
    repeatedIds.inc();
  }

  void rejected(String reason) {
    byReason
        .computeIfAbsent(reason, code -> gate.addGroup("reason", code).counter("rejected"))
        .inc();
  }
}
