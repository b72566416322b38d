package io.hsicflow.model.nd4j;

import com.sun.jna.Function;
import com.sun.jna.Platform;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Asks glibc to keep memory that is freed. oneDNN takes and frees megabytes within every
 * convolution; by default glibc gives each piece back to the system and takes it anew, page fault
 * by page fault: a sixth of a step's time.
 */
final class NativeAllocator {
  private static final Logger LOG = Logger.getLogger(NativeAllocator.class.getName());

  /** glibc's M_TRIM_THRESHOLD, M_TOP_PAD and M_MMAP_THRESHOLD; the last takes at most 32 MiB. */
  private static final int TRIM_THRESHOLD = -1;

  private static final int TOP_PAD = -2;
  private static final int MMAP_THRESHOLD = -3;
  private static final int LARGEST_MMAP_THRESHOLD = 32 << 20;

  /** As large as a thread's heap, so that an empty one is kept too. */
  private static final int LARGEST_PAD = 64 << 20;

  private static final int LARGEST_TRIM_THRESHOLD = 1 << 30;

  private NativeAllocator() {}

  /**
   * Sets it for the whole process; elsewhere than on glibc nothing happens, which costs time only.
   */
  static void keepFreedMemory() {
    if (!Platform.isLinux()) {
      return;
    }
    try {
      Function mallopt = Function.getFunction("c", "mallopt");
      mallopt.invokeInt(new Object[] {MMAP_THRESHOLD, LARGEST_MMAP_THRESHOLD});
      mallopt.invokeInt(new Object[] {TOP_PAD, LARGEST_PAD});
      mallopt.invokeInt(new Object[] {TRIM_THRESHOLD, LARGEST_TRIM_THRESHOLD});
    } catch (LinkageError e) {
      LOG.log(Level.FINE, "The C library has no mallopt; steps will take somewhat longer.", e);
    }
  }
}
