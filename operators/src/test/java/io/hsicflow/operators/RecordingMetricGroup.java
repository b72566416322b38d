package io.hsicflow.operators;

import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.metrics.CharacterFilter;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.Meter;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;

/** Keeps every metric that is registered, by its dotted name. */
public final class RecordingMetricGroup implements MetricGroup {

  private final String prefix;
  private final Map<String, Metric> metrics;

  public RecordingMetricGroup() {
    this("", new TreeMap<>());
  }

  private RecordingMetricGroup(String prefix, Map<String, Metric> metrics) {
    this.prefix = prefix;
    this.metrics = metrics;
  }

  /** All metrics of this group and those below it. */
  public Map<String, Metric> metrics() {
    return metrics;
  }

  /** The count of a counter. */
  public long count(String name) {
    return ((Counter) metrics.get(name)).getCount();
  }

  /** The value of a gauge. */
  public Object value(String name) {
    return ((Gauge<?>) metrics.get(name)).getValue();
  }

  private <M extends Metric> M keep(String name, M metric) {
    if (metrics.put(prefix + name, metric) != null) {
      throw new IllegalStateException("The metric " + prefix + name + " is registered twice.");
    }
    return metric;
  }

  @Override
  public Counter counter(String name) {
    return keep(name, new SimpleCounter());
  }

  @Override
  public <C extends Counter> C counter(String name, C counter) {
    return keep(name, counter);
  }

  @Override
  public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
    return keep(name, gauge);
  }

  @Override
  public <H extends Histogram> H histogram(String name, H histogram) {
    return keep(name, histogram);
  }

  @Override
  public <M extends Meter> M meter(String name, M meter) {
    return keep(name, meter);
  }

  @Override
  public MetricGroup addGroup(String name) {
    return new RecordingMetricGroup(prefix + name + ".", metrics);
  }

  @Override
  public MetricGroup addGroup(String key, String value) {
    return addGroup(key).addGroup(value);
  }

  @Override
  public String[] getScopeComponents() {
    return new String[0];
  }

  @Override
  public Map<String, String> getAllVariables() {
    return Map.of();
  }

  @Override
  public String getMetricIdentifier(String name) {
    return prefix + name;
  }

  @Override
  public String getMetricIdentifier(String name, CharacterFilter filter) {
    return prefix + name;
  }
}
