package io.hsicflow.operators.rates;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.runtime.execution.Environment;

/** A load that a test sets. Copies that travel through serialization show the same one. */
public final class SetLoad implements LoadSource, TaskLoad {

  private static final long serialVersionUID = 1L;
  private static final AtomicBoolean FREE = new AtomicBoolean(true);
  private static final AtomicLong BACK_PRESSURED = new AtomicLong();
  private static final AtomicLong IDLE = new AtomicLong();

  @Override
  public TaskLoad of(Environment environment) {
    return this;
  }

  @Override
  public boolean isOutputFree() {
    return FREE.get();
  }

  @Override
  public long backPressuredMillis() {
    return BACK_PRESSURED.get();
  }

  @Override
  public long idleMillis() {
    return IDLE.get();
  }

  /** Whether the output takes more from now on. */
  public void setFree(boolean free) {
    FREE.set(free);
  }

  /** The output took nothing for so long. */
  public void pressMillis(long millis) {
    BACK_PRESSURED.addAndGet(millis);
  }

  /** No input came for so long. */
  public void idleMillis(long millis) {
    IDLE.addAndGet(millis);
  }
}
