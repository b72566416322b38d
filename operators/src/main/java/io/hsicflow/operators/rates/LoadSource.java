package io.hsicflow.operators.rates;

import java.io.Serializable;
import org.apache.flink.runtime.execution.Environment;

/** Where the load of a task is read; travels with the operator in the job graph. */
public interface LoadSource extends Serializable {

  /** What Flink itself measures. */
  LoadSource MEASURED = MeasuredLoad::new;

  /** The load of the task of {@code environment}. */
  TaskLoad of(Environment environment);
}
