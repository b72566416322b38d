package io.hsicflow.operators.evaluator;

import io.hsicflow.operators.snapshot.EvaluationMetric;
import io.hsicflow.operators.snapshot.SnapshotEvaluation;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * What the dashboard shows of evaluations, as {@code evaluator.evaluation.NAME}: the figures of the
 * snapshot evaluated last, by the names of {@link EvaluationMetric} and NaN for what it has not;
 * its step and how long it took; counters of snapshots evaluated and of evaluations that failed;
 * the probe's size and what of it was refused.
 */
final class EvaluationMetrics {

  private static final double NONE = Double.NaN;

  private final Map<EvaluationMetric, Double> figures = new ConcurrentHashMap<>();
  private final Counter evaluated;
  private final Counter failed;
  private volatile long step = -1;
  private volatile long millis;
  private volatile long workMillis;
  private volatile int bank;
  private volatile int query;
  private volatile long refused;

  EvaluationMetrics(MetricGroup operator) {
    MetricGroup group = operator.addGroup("evaluation");
    figures(group, Figures.KNN, Figures.TOP1);
    figures(group, Figures.LINEAR, Figures.TOP1, Figures.TOP5);
    figures(group, Figures.RANKME, Figures.VALUE);
    figures(group, Figures.ALIGNMENT, Figures.VALUE);
    figures(group, Figures.UNIFORMITY, Figures.VALUE);
    figures(group, Figures.EMBEDDING_STD, Figures.VALUE);
    figures(group, Figures.DRIFT, Figures.VALUE);
    figures(group, Figures.WINDOW_DRIFT, Figures.VALUE, Figures.NOISE);
    figures(group, Figures.NOVELTY, Figures.VALUE, Figures.BEFORE);
    group.gauge("snapshotStep", (Gauge<Long>) () -> step);
    group.gauge("millis", (Gauge<Long>) () -> millis);
    group.gauge("workMillis", (Gauge<Long>) () -> workMillis);
    group.gauge("bankImages", (Gauge<Integer>) () -> bank);
    group.gauge("queryImages", (Gauge<Integer>) () -> query);
    group.gauge("refusedImages", (Gauge<Long>) () -> refused);
    evaluated = group.counter("snapshots");
    failed = group.counter("failed");
  }

  private void figures(MetricGroup group, String evaluation, String... metrics) {
    MetricGroup ofEvaluation = group.addGroup(evaluation);
    for (String name : metrics) {
      EvaluationMetric metric = new EvaluationMetric(evaluation, name);
      ofEvaluation.gauge(name, (Gauge<Double>) () -> figures.getOrDefault(metric, NONE));
    }
  }

  void probeLoaded(int ofBank, int ofQuery, long refusedImages) {
    bank = ofBank;
    query = ofQuery;
    refused = refusedImages;
  }

  void evaluated(
      long snapshotStep, List<SnapshotEvaluation> evaluations, long tookNanos, long workedNanos) {
    figures.clear();
    for (SnapshotEvaluation evaluation : evaluations) {
      evaluation
          .metrics()
          .forEach(
              (metric, value) ->
                  figures.put(new EvaluationMetric(evaluation.name(), metric), value));
    }
    step = snapshotStep;
    millis = tookNanos / 1_000_000;
    workMillis = workedNanos / 1_000_000;
    evaluated.inc();
  }

  void failed() {
    failed.inc();
  }
}
