package io.hsicflow.operators.gate;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * What the dashboard shows of a gate, as {@code ROLE gate split.gate.NAME}: {@code accepted}
 * images, {@code repeatedIds} among them, and {@code rejected.REASON} for every reason met, of
 * which {@code decode-timeout} is the one that a replay may not repeat.
 */
final class GateMetrics {

  private final Counter accepted;
  private final Counter repeatedIds;
  private final MetricGroup rejected;
  private final Map<String, Counter> byReason = new HashMap<>();

  GateMetrics(MetricGroup operator) {
    MetricGroup gate = operator.addGroup("gate");
    accepted = gate.counter("accepted");
    repeatedIds = gate.counter("repeatedIds");
    rejected = gate.addGroup("rejected");
  }

  void accepted() {
    accepted.inc();
  }

  void repeatedId() {
    repeatedIds.inc();
  }

  void rejected(String reason) {
    byReason.computeIfAbsent(reason, rejected::counter).inc();
  }
}
