package io.hsicflow.operators.rates;

import org.apache.flink.runtime.execution.Environment;
import org.apache.flink.runtime.io.network.api.writer.ResultPartitionWriter;
import org.apache.flink.runtime.metrics.groups.TaskIOMetricGroup;

/**
 * The load as Flink measures it for its dashboard. Read in the task's own thread both times are up
 * to date: what runs there ends a wait first.
 */
final class MeasuredLoad implements TaskLoad {

  private final ResultPartitionWriter[] writers;
  private final TaskIOMetricGroup times;

  MeasuredLoad(Environment environment) {
    writers = environment.getAllWriters();
    times = environment.getMetricGroup().getIOMetricGroup();
  }

  @Override
  public boolean isOutputFree() {
    for (ResultPartitionWriter writer : writers) {
      if (!writer.isAvailable()) {
        return false;
      }
    }
    return true;
  }

  @Override
  public long backPressuredMillis() {
    return times.getAccumulatedBackPressuredTimeMs();
  }

  @Override
  public long idleMillis() {
    return times.getIdleTimeMsPerSecond().getAccumulatedCount();
  }
}
