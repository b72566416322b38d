package io.hsicflow.operators.rates;

/** What a task has waited for; counts only go up. */
public interface TaskLoad {

  /** Whether the task's output takes a record without making it wait. */
  boolean isOutputFree();

  /** Milliseconds that the task could not go on because its output took nothing. */
  long backPressuredMillis();

  /** Milliseconds that the task had nothing to do because no input came. */
  long idleMillis();
}
