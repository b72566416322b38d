package io.hsicflow.operators.gate;

import io.hsicflow.operators.clock.Clock;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * The processor time that the Java virtual machine counts for each thread. Where it counts none the
 * wall clock takes its place.
 */
record ThreadProcessorTime(Clock clock) implements ProcessorTime {

  private static final long serialVersionUID = 1L;

  @Override
  public long nanos(Thread thread) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return threads.isThreadCpuTimeSupported() && threads.isThreadCpuTimeEnabled()
        ? threads.getThreadCpuTime(thread.getId())
        : clock.nanos();
  }
}
