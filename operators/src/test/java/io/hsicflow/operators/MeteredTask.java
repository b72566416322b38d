package io.hsicflow.operators;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.JobID;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.runtime.clusterframework.types.ResourceID;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.runtime.metrics.groups.TaskManagerMetricGroup;
import org.apache.flink.runtime.metrics.util.TestingMetricRegistry;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;

/** A task for an operator under test that keeps what the operator registers as metrics. */
@SuppressWarnings("try") // Flink's environment throws what it likes on closing
public final class MeteredTask implements AutoCloseable {

  private static final String OPERATOR = "taskmanager.job.task.operator.";

  private final Map<String, Metric> metrics = new ConcurrentHashMap<>();
  private final Set<String> identifiers = ConcurrentHashMap.newKeySet();
  private final MockEnvironment environment;

  public MeteredTask() {
    TestingMetricRegistry registry =
        TestingMetricRegistry.builder()
            .setRegisterConsumer(
                (metric, name, group) -> {
                  metrics.put(group.getLogicalScope(text -> text, '.') + "." + name, metric);
                  identifiers.add(group.getMetricIdentifier(name));
                })
            .build();
    environment =
        new MockEnvironmentBuilder()
            .setMetricGroup(
                TaskManagerMetricGroup.createTaskManagerMetricGroup(
                        registry, "localhost", ResourceID.generate())
                    .addJob(new JobID(), "job")
                    .addTask(ExecutionAttemptID.randomId(), "task"))
            .build();
  }

  /** What a harness takes. */
  public MockEnvironment environment() {
    return environment;
  }

  /** The count of an operator's counter, {@code gate.accepted} for example. */
  public long count(String name) {
    return ((Counter) metrics.get(OPERATOR + name)).getCount();
  }

  /** The value of an operator's gauge. */
  public Object value(String name) {
    return ((Gauge<?>) metrics.get(OPERATOR + name)).getValue();
  }

  /**
   * The full names of all metrics, as Flink's web page and reporters without labels have them:
   * where a group is a key and its value, only these have the value.
   */
  public Set<String> identifiers() {
    return Set.copyOf(identifiers);
  }

  @Override
  public void close() throws Exception {
    environment.close();
  }
}
