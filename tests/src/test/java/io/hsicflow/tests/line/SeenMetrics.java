package io.hsicflow.tests.line;

import static java.util.stream.Collectors.toCollection;

import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/** Collects the metrics of our operators by their names, {@code OPERATOR.GROUP.NAME}. */
final class SeenMetrics implements MetricReporter {
  private static final Map<String, Metric> METRICS = new ConcurrentSkipListMap<>();

  /**
   * Of the scope taskmanager.job.task.operator: what comes after the host, the ids and the subtask.
   */
  private static final Pattern OURS =
      Pattern.compile(
          ".*\\.(?:Source: )?(trainer|sequencer|embedder|evaluator|train gate|embed gate|train gate split|embed gate split|train images|embed images)"
              + "\\.\\d+\\.((learner|embed|gate|images|evaluation|source)\\..*|examples|freshShare|thinnedImages|waiting(Images|Bytes)|(pending|refused)Changes|replay\\w+)");

  private static final Pattern SOURCE = Pattern.compile("\\.source\\.\\w+\\.");

  /** The settings that let a job report here. */
  static Map<String, String> settings() {
    return Map.of(
        "metrics.reporters",
        "seen",
        "metrics.reporter.seen.factory.class",
        Factory.class.getName());
  }

  /**
   * What jobs of this JVM have registered so far, SOURCE in place of each source of images: jobs of
   * other tests had sources of their own.
   */
  static Set<String> names() {
    return METRICS.keySet().stream()
        .map(name -> SOURCE.matcher(name).replaceFirst(".source.SOURCE."))
        .collect(toCollection(TreeSet::new));
  }

  /** What a counter says now; of several jobs that of the last. */
  static long count(String name) {
    return METRICS.get(name) instanceof Counter counter ? counter.getCount() : 0;
  }

  /** Lets a name be seen anew, by a job that is started next: what the last one said stays else. */
  static void forget(String name) {
    METRICS.remove(name);
  }

  /** What a gauge says now; of several jobs that of the last. */
  static Object value(String name) {
    return METRICS.get(name) instanceof Gauge<?> gauge ? gauge.getValue() : null;
  }

  @Override
  public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
    Matcher ours = OURS.matcher(group.getMetricIdentifier(name));
    if (ours.matches()) {
      METRICS.put(ours.group(1).replace(' ', '_') + "." + ours.group(2), metric);
    }
  }

  @Override
  public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
    // A name once seen stays seen.
  }

  @Override
  public void open(MetricConfig config) {
    // Nothing to set up.
  }

  @Override
  public void close() {
    // Nothing to give back.
  }

  /** Found by Flink through its service file. */
  public static final class Factory implements MetricReporterFactory {
    /** For the service loader. */
    public Factory() {}

    @Override
    public MetricReporter createMetricReporter(Properties properties) {
      return new SeenMetrics();
    }
  }
}
