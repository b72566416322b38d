package io.hsicflow.pipeline.fuzz;

import io.hsicflow.pipeline.bench.AllocatedBytes;
import java.lang.management.ManagementFactory;

/** What a thread has used since it was last asked: processor time and heap. */
final class ThreadCost {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private long nanos;
  private long bytes;
  private long lastNanos;
  private long lastBytes;

  /** Counts from now on. */
  void begin() {
    lastNanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    lastBytes = AllocatedBytes.ofThisThread();
  }

  /** Takes what the calling thread has used since {@link #begin} or {@link #take}. */
  void take() {
    long thenNanos = lastNanos;
    long thenBytes = lastBytes;
    begin();
    nanos = lastNanos - thenNanos;
    bytes = lastBytes - thenBytes;
  }

  /** Processor time of what was taken, in milliseconds. */
  long millis() {
    return nanos / NANOS_PER_MILLI;
  }

  /** Bytes allocated in what was taken. */
  long bytes() {
    return bytes;
  }
}
