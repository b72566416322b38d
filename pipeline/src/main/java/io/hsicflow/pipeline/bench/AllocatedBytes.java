package io.hsicflow.pipeline.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What a thread has allocated on the heap. */
public final class AllocatedBytes {
  private static final ThreadMXBean THREADS =
      ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

  private AllocatedBytes() {}

  /** All bytes that this thread has ever allocated, as HotSpot counts them. */
  public static long ofThisThread() {
    return THREADS.getCurrentThreadAllocatedBytes();
  }
}
